// The labels a form needs in a language: which there have to be, so that a table with a gap is told before any message comes.
import alertSchema from '../../../schemas/alert.schema.json' with { type: 'json' };
import type { FormLabels } from '../../model/generated/form-labels.js';
import { FORM, type FormPart } from './form-fields.js';

/** Words beside those of the fields: the form itself, the usual event, yes and no, and the parts of a point. */
const MORE = ['form', 'usualEvent', 'yes', 'no', 'latitude', 'longitude', 'radiusKm'] as const;

const labelsIn = (parts: readonly FormPart[]): string[] => parts.flatMap((part) => [part.label, ...('fields' in part ? labelsIn(part.fields) : [])]);

const WORDS: readonly string[] = [...new Set([...MORE, ...labelsIn(FORM)])];

const { $defs: { Status, MsgType, Sex, Info, Age, Case }, properties } = alertSchema;

/** Every closed list of the common model that a form has words for. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  status: Status.enum, msgType: MsgType.enum, scope: properties.scope.enum, sex: Sex.enum, ageUnit: Age.properties.unit.enum,
  tier: Case.properties.tier.enum, category: Case.properties.category.enum, related: Case.properties.relatedPersons.items.properties.kind.enum,
  urgency: Info.properties.urgency.enum, severity: Info.properties.severity.enum, certainty: Info.properties.certainty.enum,
};

const missing = (wanted: readonly string[], found: object): string[] => wanted.filter((name) => !Object.hasOwn(found, name));
const unknown = (wanted: readonly string[], found: object): string[] => Object.keys(found).filter((name) => !wanted.includes(name));

/** What a table of labels lacks, or has too much. */
export const labelProblems = ({ words, codes }: Pick<FormLabels, 'words' | 'codes'>): string[] => [
  ...missing(WORDS, words).map((name) => `words: "${name}" has no label`),
  ...unknown(WORDS, words).map((name) => `words: "${name}" is the label of nothing`),
  ...unknown(Object.keys(CODES), codes).map((name) => `codes: there is no list "${name}"`),
  ...Object.entries(CODES).flatMap(([list, wanted]) => [
    ...missing(wanted, codes[list] ?? {}).map((code) => `codes: "${code}" of ${list} has no word`),
    ...unknown(wanted, codes[list] ?? {}).map((code) => `codes: "${code}" is none of ${list}`),
  ]),
];

export const invert = (table: Readonly<Record<string, string | undefined>>): Record<string, string> => Object.fromEntries(Object.entries(table).map(([code, word = '']) => [word, code]));

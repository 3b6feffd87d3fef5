// What tells of an end carries no identity: who was looked for is nobody's business any more, and everybody who reads the end reads it after that.
import type { Alert, Case, Info } from '../model/generated/alert.js';
import { asChanged, MARK, withhold, type RenderTexts, type Withholdable } from './withhold.js';

/** The earlier messages of what ends: the cases of those that can be read, and whether there are others, which are erased. */
export interface Earlier { cases: readonly Case[]; erased: boolean }

/** Out of the message's own case. */
const IDENTITY: readonly Withholdable[] = ['child.name', 'child.dob', 'child.photo', 'suspect.identity', 'suspect.relation', 'suspect.description', 'suspect.caution', 'case.related', 'vehicle.plate'];

/** Out of its prose, where earlier messages say it. Words that stand in any text (a relation, a description) do not tell who it was. */
const SAID_BEFORE: readonly Withholdable[] = ['child.name', 'child.dob', 'suspect.identity', 'case.related', 'vehicle.plate'];

/** A Cancel, or an Update that says that the child was found. */
export const tellsAnEnd = ({ msgType, case: about }: Alert): boolean => msgType === 'Cancel' || (msgType === 'Update' && (about?.outcome?.result?.startsWith('found') ?? false));

const OURS = 'The alert has ended and what it said has been erased, so the words of the sender are not passed on.';

/** With nothing left to compare them with, the words of a person could say anything. */
const ourBlock = (alert: Alert, { headline, description, instruction, web: _web, resource: _resource, ...info }: Info, render: RenderTexts): Info => {
  const { mark, ...texts } = render(alert, info);
  const written = Object.entries({ headline, description, instruction }).flatMap(([member, text]) => (text === undefined ? [] : [[member, texts[member as keyof typeof texts] ?? MARK] as const]));
  return { ...info, ...Object.fromEntries(written), ...(mark && written.length > 0 ? { parameter: [...(info.parameter ?? []), mark] } : {}) };
};

const hasWords = ({ note, info = [] }: Alert): boolean =>
  note !== undefined || info.some(({ headline, description, instruction, web, resource }) => [headline, description, instruction, web, resource].some((member) => member !== undefined));

const inOurWords = (alert: Alert, render: RenderTexts): Alert => {
  if (!hasWords(alert)) return alert;
  const { note, info, ...rest } = alert;
  return asChanged({ ...rest, ...(note === undefined ? {} : { note: OURS }), ...(info ? { info: info.map((block) => ourBlock(alert, block, render)) } : {}) });
};

/** @returns the alert itself where nothing had to be taken out: its bytes may then leave as they came. */
export function withoutIdentity(alert: Alert, { cases, erased }: Earlier, render: RenderTexts): Alert {
  const reduced = withhold(alert, IDENTITY, render, { cases, of: SAID_BEFORE });
  return erased ? inOurWords(reduced, render) : reduced;
}

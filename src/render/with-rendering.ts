// One more info block, last, with our own words for the facts of an alert, where a reader has it in none of its languages.
import type { Alert, Info, NamedValue } from '../model/generated/alert.js';
import { languageOf } from '../model/language-of.js';
import { languageFor } from './languages.js';
import { renderable, renderCase } from './render-case.js';

/** Says in each block that we wrote it, in which language, and whether somebody who speaks it has read the words. */
export const RENDERED = 'urn:alertbridge:rendered';
/** Says of a block we wrote that words in it came from a machine: as the origin's own tag of the language, or as its parameter. */
export const MACHINE_TRANSLATED = 'urn:alertbridge:machine-translated';

/** RFC 6497 (`-t-`), and what German and Swiss systems write instead. */
const TRANSLATED_TAG = /-t-|-x-mtfrom-/i;
/** Of Alertswiss: which fields a machine translated, and which one. */
const TRANSLATED_FIELD = /TranslatedField$/i;

const machineMarks = ({ language = '', parameter = [] }: Info): NonNullable<Info['parameter']> => {
  const fields = parameter.filter(({ valueName }) => TRANSLATED_FIELD.test(valueName)).map(({ value }) => value);
  return [...(TRANSLATED_TAG.test(language) ? [language] : []), ...fields].map((value) => ({ valueName: MACHINE_TRANSLATED, value }));
};

/** Whoever reads a language reads it in both scripts, and from any country. */
const languageAlone = (tag: string): string | undefined => (languageFor(tag) ?? tag).toLowerCase().split('-')[0];

const isIn = (wanted: string) => (info: Info): boolean => languageAlone(languageOf(info)) === languageAlone(wanted);

/** What a receiver goes by is the first block's; what is in words is ours, but for the event and the area. */
const carriedOver = ({ category, event, urgency, severity, certainty, expires, resource, area }: Info): Info =>
  ({ category, event, urgency, severity, certainty, ...(expires === undefined ? {} : { expires }), ...(resource ? { resource } : {}), ...(area ? { area } : {}) });

const markOf = (tag: string, review: string): NamedValue => ({ valueName: RENDERED, value: `AlertBridge ${tag} ${review}` });

/** Our own words for a block whose own words the reader may not have, in its language, with the mark that says so; nothing where we do not write that language or have no facts. */
export function textsInstead(alert: Alert, info: Info, status: string): { headline?: string; description?: string; instruction?: string; mark?: NamedValue } {
  const tag = languageFor(languageOf(info));
  if (tag === undefined || !renderable(alert)) return {};
  const { headline, description, instruction, review } = renderCase(alert, tag, status);
  return { headline, description, instruction, mark: markOf(tag, review) };
}

/**
 * @param languages BCP 47, as the reader prefers them.
 * @param status the confirmed one, which goes before what the origin wrote.
 * @returns the alert itself where it is in one of the languages already, where we write none of them, and where there is nothing to write from.
 */
export function withRendering(alert: Alert, languages: readonly string[], status: string): Alert {
  const [first] = alert.info ?? [];
  const tag = languages.map(languageFor).find((name) => name !== undefined);
  if (!first || tag === undefined || !renderable(alert) || languages.some((language) => alert.info!.some(isIn(language)))) return alert;
  const { headline, description, instruction, review } = renderCase(alert, tag, status);
  const ours: Info = {
    ...carriedOver(first), language: tag, headline, description, instruction,
    parameter: [markOf(tag, review), ...machineMarks(first)],
  };
  return { ...alert, info: [...alert.info!, ours] };
}

// Common model → Albanian form: the way out. Texts keep their own language, coded facts come out in Albanian.
import { assemble, languageOf, toNational, type AdapterDocument, type Alert, type Entry, type Info, type Resource } from '../../src/adapter/kit.js';
import { FORM, FORM_ID, SHARED, TEXT } from './mapping.js';
import { photoResources } from './photo-resources.js';

const same = (one: Resource) => (other: Resource): boolean =>
  one.uri === other.uri && one.resourceDesc === other.resourceDesc && one.mimeType === other.mimeType;

/** The facts that all info blocks share are taken from the first; photos stand with their child. */
const sharedEntries = ({ info, case: about = {} }: Alert): Entry[] => {
  const photos = photoResources(about);
  const resource = info?.[0]?.resource?.filter((one) => !photos.some(same(one)));
  return toNational(SHARED, { ...info?.[0], resource });
};

/** An info block that names no language is American English (CAP 1.2, 3.2.2), and on this form a text that names none is Albanian. */
const textEntries = (info: Info, index: number): Entry[] => {
  const national = `/tekstet/${index}`;
  return [{ model: '', national, value: {} }, ...toNational(TEXT, { ...info, language: languageOf(info) }, national)];
};

/** The form wants at least one text of a new or changed alert, if an empty one. */
const EMPTY_TEXT: Entry = { model: '', national: '/tekstet/0', value: {} };

const textsOf = ({ info = [], msgType }: Alert): Entry[] =>
  (info.length === 0 && (msgType === 'Alert' || msgType === 'Update') ? [EMPTY_TEXT] : info.flatMap(textEntries));

export const encode = (alert: Alert): AdapterDocument => {
  const entries = [...toNational(FORM, alert), ...sharedEntries(alert), ...textsOf(alert)];
  return { document: { formulari: FORM_ID, ...assemble(entries, 'national') } };
};

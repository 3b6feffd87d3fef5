// Albanian form → common model: the way in for one form.
import { assemble, cutToPrecision, signalsIn, sourcesOf, toModel, type AdapterMessage, type Alert, type Area, type Case, type Entry, type Info } from '../../src/adapter/kit.js';
import { AMBER_SEVERITY, DEFAULTS, EVENTS, FORM, SHARED, TEST_WORDS, TEXT } from './mapping.js';
import { photoResources } from './photo-resources.js';

/** The parts of the form that are not only renamed. */
interface Form { statusi: string; tekstet?: { titulli?: string }[] }

const infoEntries = (form: Form, text: object, index: number): Entry[] => {
  const [model, national] = [`/info/${index}`, `/tekstet/${index}`];
  return [{ model, national, value: {} }, ...toModel(SHARED, form, model), ...toModel(TEXT, text, model, national)];
};

/** A Cancel may have no text, but what it tells of a zone or a validity must not be lost: CAP has a place for it in an info block only. */
const textsOf = (form: Form): object[] => {
  if (form.tekstet?.length) return form.tekstet;
  return toModel(SHARED, form).length ? [{}] : [];
};

const entriesOf = (form: Form): Entry[] => [...toModel(FORM, form), ...textsOf(form).flatMap((text, index) => infoEntries(form, text, index))];

/** An age is told in years unless the form says months. */
const withUnit = <T extends NonNullable<Case['suspects']>[number] | NonNullable<Case['children']>[number]>(person: T): T =>
  (person.age ? { ...person, age: { ...person.age, unit: person.age.unit ?? 'year' } } : person);

const completeCase = ({ lastSeen, children, suspects, ...rest }: Case): Case => ({
  ...rest,
  ...(children && { children: children.map(withUnit) }),
  ...(suspects && { suspects: suspects.map(withUnit) }),
  ...(lastSeen && { lastSeen: cutToPrecision(lastSeen) }),
});

/** Without a zone the place of the last sighting is the best that can be said. */
const areaOf = ({ lastSeen }: Case): Area[] | undefined => (lastSeen?.place ? [{ areaDesc: lastSeen.place }] : undefined);

const completeInfo = (info: Partial<Info>, about: Case): Info => {
  const area = info.area ?? areaOf(about);
  const resource = [...info.resource ?? [], ...photoResources(about, info.resource)];
  return {
    ...DEFAULTS,
    category: [...DEFAULTS.category],
    responseType: [...DEFAULTS.responseType],
    ...(about.category && { event: EVENTS[about.category] }),
    ...(about.tier === 'amber' && { severity: AMBER_SEVERITY }),
    ...info,
    ...(area && { area }),
    ...(resource.length > 0 && { resource }),
  };
};

const complete = (found: Alert): Alert => {
  const about = found.case && completeCase(found.case);
  const info = found.info?.map((one) => completeInfo(one, about ?? {}));
  return { ...found, scope: found.scope ?? 'Public', ...(about && { case: about }), ...(info && { info }) };
};

const signalsOf = ({ tekstet = [], statusi }: Form, { status }: Alert): AdapterMessage['statusSignals'] => {
  const titles = Object.fromEntries(tekstet.map(({ titulli }, index) => [`/tekstet/${index}/titulli`, titulli]));
  const told = status === 'Actual' ? [] : [{ signal: `/statusi: "${statusi}"`, status }];
  return [...told, ...signalsIn(titles, TEST_WORDS)];
};

/** Any object that says which form it is, so that an unknown edition is told what would be right. */
export const detects = (document: unknown): boolean => typeof document === 'object' && document !== null && Object.hasOwn(document, 'formulari');

export const decode = (document: unknown): AdapterMessage[] => {
  const form = document as Form;
  const entries = entriesOf(form);
  const alert = complete(assemble(entries, 'model') as unknown as Alert);
  return [{ alert, sources: { ...sourcesOf(entries), '/case/children': '/fëmijët', '/info': '/tekstet' }, statusSignals: signalsOf(form, alert) }];
};

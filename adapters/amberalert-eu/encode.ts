// Common model → np: feed: the way out, one item for each child.
import { blank, chooseInfo, decimal, error, linkOf, plainText, type AdapterDocument, type Alert, type Child, type EncodeContext, type Info, type Issue, type LastSeen } from '../../src/adapter/kit.js';
import { DURATION, NAMESPACE, SENTENCE, SLIDE, TITLE, type Element, type Item } from './mapping.js';

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region' });
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

const countryName = (code: string): string => { try { return COUNTRIES.of(code) ?? code; } catch { return code; } };

/** `25 May 2026`, `May 2026` or `2026`: as much as is known. */
const dateOf = ({ at = '' }: LastSeen): string => {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(at) ?? [];
  return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(' ');
};

const ageOf = ({ age }: Child): string => (age?.value === undefined ? '' : `${age.value} ${age.unit === 'month' ? 'months' : 'years'} old.`);

const missingOf = (seen: LastSeen): string => {
  const [date, place] = [dateOf(seen), seen.place];
  return blank(date) && blank(place) ? '' : `Missing${date && ` since ${date}`}${blank(place) ? '' : ` from ${place}`}.`;
};

/** `11 years old. Missing since 25 May 2026 from Place. Country.`, of what is known. */
const sentenceOf = (child: Child, seen: LastSeen): string =>
  [ageOf(child), missingOf(seen), seen.country ? `${countryName(seen.country)}.` : ''].filter((part) => part !== '').join(' ');

/** Programs that show the feed read its description as HTML: no mark-up of an origin may reach them. */
const html = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br />');

/** A text of this feed begins with its sentence already. */
const descriptionOf = (sentence: string, { description = '', instruction = '' }: Partial<Info>): string =>
  html([...(SENTENCE.test(description) ? [] : [sentence]), description, instruction].filter((text) => !blank(text)).join('\n'));

const nameOf = ({ name: { given, family, full } = {} }: Child): string => full ?? [given, family].filter((part) => !blank(part)).join(' ');

/** Where the name is not known, or may not be told, a title has to be there all the same. */
const titleOf = (child: Child, { case: about }: Alert, { headline, event }: Partial<Info>): string => {
  const name = about?.consent?.name === false ? '' : nameOf(child);
  return plainText([name, headline, event].find((text) => !blank(text)) ?? TITLE);
};

const decodedOnce = (identifier: string): string => {
  try { return encodeURIComponent(decodeURIComponent(identifier)) === identifier ? decodeURIComponent(identifier) : identifier; } catch { return identifier; }
};

/** The first child's item has the id of the alert, which leads back; the others' begin with it. */
const guidOf = (identifier: string, index: number): string => decodedOnce(identifier) + (index === 0 ? '' : `/${index + 1}`);

const photoOf = ({ photos = [] }: Child, { case: about }: Alert): Element[] => {
  const uri = about?.consent?.photo === false ? undefined : photos.map((photo) => linkOf(photo.uri)).find((link) => link !== undefined);
  return uri === undefined ? [] : [{ '@type': 'image', '#text': uri }];
};

const slidesOf = ({ resource = [] }: Partial<Info>): Element[] => resource.flatMap(({ resourceDesc, uri }) => {
  const [, kind] = SLIDE.exec(resourceDesc) ?? [];
  return kind !== undefined && linkOf(uri) ? [{ '@kind': kind, '#text': uri! }] : [];
});

const itemOf = (alert: Alert, info: Partial<Info>, child: Child, index: number): Item => {
  const { lastSeen: seen = {} } = alert.case ?? {};
  const [media, slides, web, guid] = [photoOf(child, alert), index === 0 ? slidesOf(info) : [], linkOf(info.web), guidOf(alert.identifier, index)];
  return {
    ...(web && { link: web }),
    title: titleOf(child, alert, info),
    description: descriptionOf(sentenceOf(child, seen), info),
    guid: { '@isPermaLink': 'false', '#text': guid },
    'np:msgid': guid,
    ...(media.length > 0 && { 'np:media': media }),
    'np:Duration': DURATION,
    'np:PublishedDate': alert.sent.replace('-00:00', 'Z'),
    ...(web && { 'np:url': web }),
    ...(slides.length > 0 && { 'np:SlideImages': { 'np:SlideImage': slides } }),
    ...(seen.point && { 'np:geometry': { 'np:location': { 'np:lat': decimal(seen.point[0]), 'np:lng': decimal(seen.point[1]) } } }),
  };
};

/** The feed is public, and all that stands in it is real and looked for. */
const impossible = ({ msgType, scope }: Alert, status: Alert['status']): Issue[] => [
  ...(status === 'Actual' ? [] : [error('LOSS', '/status', 'The feed has no mark for a test or an exercise; it would be taken for real.')]),
  ...(msgType === 'Alert' ? [] : [error('LOSS', '/msgType', 'The feed knows no updates and no ends: take the item out of it, or change it, by hand.')]),
  ...(scope === 'Public' ? [] : [error('LOSS', '/scope', 'The feed is public; a restricted alert has to go another way.')]),
];

export const encode = (alert: Alert, { language, status = alert.status }: EncodeContext): AdapterDocument => {
  const info = chooseInfo(alert, [language, 'en']);
  const children = alert.case?.children?.length ? alert.case.children : [{}];
  const item = children.map((child, index) => itemOf(alert, alert.info?.[info] ?? {}, child, index));
  return { document: { rss: { '@xmlns:np': NAMESPACE, '@version': '2.0', channel: { title: TITLE, item } } }, info, losses: impossible(alert, status) };
};

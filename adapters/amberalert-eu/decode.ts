// np: feed → common model: the way in for one item. What stands in the description's prose is read by the gateway.
import { languageOfText, plainText, type AdapterMessage, type Alert, type LastSeen, type Resource } from '../../src/adapter/kit.js';
import { NAMESPACE, OF_EVERY_ITEM, PLACEHOLDER, SENDER, SOURCES, type Element, type Item } from './mapping.js';

const textOf = (element: Element | undefined): string => (typeof element === 'object' ? element['#text'] : element) ?? '';

const mimeTypeOf = (uri: string): string => (/\.png(?:[?#]|$)/i.test(uri) ? 'image/png' : 'image/jpeg');

const isLink = (text: string | undefined): text is string => /^https?:\/\/[^\s<>"]+$/i.test(text ?? '');

const photoOf = ({ 'np:media': media = [] }: Item): string | undefined => media.map(textOf).find(isLink);

const slidesOf = ({ 'np:SlideImages': slides }: Item): Resource[] => (typeof slides === 'object' ? slides['np:SlideImage'] ?? [] : [])
  .flatMap((slide) => (isLink(textOf(slide)) ? [{ resourceDesc: `Slide ${typeof slide === 'object' ? slide['@kind'] ?? '' : ''}`.trim(), mimeType: mimeTypeOf(textOf(slide)), uri: textOf(slide) }] : []));

const resourcesOf = (item: Item, photo: string | undefined): Resource[] => [...(photo ? [{ resourceDesc: 'Photo', mimeType: mimeTypeOf(photo), uri: photo }] : []), ...slidesOf(item)];

const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null && Object.hasOwn(value, 'title');

const itemsOf = (document: unknown): Item[] => {
  const { rss } = document as { rss?: { channel?: { item?: unknown } } };
  const items = rss?.channel?.item;
  return Array.isArray(items) ? items.filter(isItem) : [];
};

/** Pictures by how many children they stand for; counted once for a feed, which every item is shown with. */
const counted = new WeakMap<object, Map<string, Set<string>>>();

const childrenByPhoto = (document: object): Map<string, Set<string>> => {
  const known = counted.get(document);
  if (known) return known;
  const children = new Map<string, Set<string>>();
  for (const item of itemsOf(document)) {
    const photo = photoOf(item);
    if (photo) children.set(photo, (children.get(photo) ?? new Set()).add(item.title));
  }
  counted.set(document, children);
  return children;
};

const isPlaceholder = (photo: string, document: unknown): boolean =>
  PLACEHOLDER.test(photo.split('/').at(-1) ?? '') || (typeof document === 'object' && document !== null && (childrenByPhoto(document).get(photo)?.size ?? 0) > 1);

const pointOf = ({ 'np:geometry': geometry }: Item): LastSeen['point'] => {
  const place = typeof geometry === 'object' && typeof geometry['np:location'] === 'object' ? geometry['np:location'] : {};
  const [lat, lng] = [place['np:lat'], place['np:lng']].map((text) => (/^-?\d{1,3}(?:\.\d+)?$/.test(text ?? '') ? Number(text) : NaN)) as [number, number];
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? [lat, lng] : undefined;
};

/** An RSS feed in which elements of the namespace stand. */
export const detects = (document: unknown): boolean => {
  const { rss } = document as { rss?: Record<string, unknown> };
  return typeof rss === 'object' && Object.entries(rss).some(([name, value]) => name.startsWith('@xmlns:') && value === NAMESPACE);
};

export const decode = (message: unknown, document: unknown): AdapterMessage[] => {
  const item = message as Item;
  const [photo, point, description] = [photoOf(item), pointOf(item), plainText(item.description ?? '')];
  const [name, web, resource] = [plainText(item.title), [item['np:url'], item.link].find(isLink), resourcesOf(item, photo)];
  const photos = photo ? [{ uri: photo, mimeType: mimeTypeOf(photo), ...(isPlaceholder(photo, document) && { placeholder: true }) }] : undefined;
  const alert: Alert = {
    identifier: encodeURIComponent(textOf(item.guid)),
    sender: SENDER,
    sent: item['np:PublishedDate'].replace('Z', '-00:00'),
    status: 'Actual',
    msgType: 'Alert',
    scope: 'Public',
    info: [{ language: languageOfText(description), ...OF_EVERY_ITEM, headline: name, ...(description && { description }), ...(web && { web }), ...(resource.length > 0 && { resource }) }],
    case: { children: [{ name: { full: name }, ...(photos && { photos }) }], ...(point && { lastSeen: { point } }) },
  };
  return [{ alert, sources: SOURCES, extracted: [{ path: '/case/children/0/name/full', text: name, from: '/info/0/headline', at: 0 }] }];
};

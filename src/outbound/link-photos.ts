// Way out: every picture of a child leaves as a link of the recipient's own, which dies. What the origin embedded, and where the origin keeps it, stay here.
import type { Alert, Case, Resource } from '../model/generated/alert.js';
import type { Centre } from '../model/generated/network.js';
import { picturesOf } from '../model/pictures.js';
import { mayHavePhotos } from './minimise.js';
import { asChanged } from './withhold.js';

/** `facts` are those of the cleaned picture, where there is one by now; digests in hexadecimal. */
export interface PhotoLink { uri: string; placeholder: boolean; facts?: { size: number; sha1: string; sha256: string } }

export type PhotoAt = (place: number) => PhotoLink;

/** @param centre whose copy of the alert it is. @param holder who will read it. */
export type PhotoLinks = (alert: string, centre: string, holder: string) => Promise<PhotoAt>;

/** Links for whoever may have photos; undefined where there is none to make. */
export const photosFor = async (links: PhotoLinks, id: string, alert: Alert, centre: Centre, holder = centre.id): Promise<PhotoAt | undefined> =>
  (picturesOf(alert).pictures.length > 0 && mayHavePhotos(alert, centre) ? links(id, centre.id, holder) : undefined);

const JPEG = 'image/jpeg';
const PLACE = 'urn:alertbridge:photo:';

type Child = NonNullable<Case['children']>[number];
type Photo = NonNullable<Child['photos']>[number];

/** What stands at a pointer, as something else, or not at all. */
interface Change { resource: (one: Resource, path: string) => Resource | undefined; photo: (one: Photo, path: string) => Photo | undefined }

const changeAll = <T>(list: readonly T[], path: string, change: (one: T, path: string) => T | undefined): T[] => list.flatMap((one, index) => change(one, `${path}/${index}`) ?? []);

const changed = (alert: Alert, { resource, photo }: Change): Alert => ({
  ...alert,
  ...(alert.info ? { info: alert.info.map((block, i) => (block.resource ? { ...block, resource: changeAll(block.resource, `/info/${i}/resource`, resource) } : block)) } : {}),
  ...(alert.case?.children ? { case: { ...alert.case, children: alert.case.children.map((child, i) => (child.photos ? { ...child, photos: changeAll(child.photos, `/case/children/${i}/photos`, photo) } : child)) } } : {}),
});

/**
 * The alert with the place of each picture instead of the picture, marked as changed; itself where it shows none. What the origin said of size and
 * digest was true of another file. Only afterwards is it decided who may see what: a link's own letters could be taken for a word that is withheld.
 */
export function placePhotos(alert: Alert): Alert {
  const { pictures, placeAt } = picturesOf(alert);
  if (pictures.length === 0) return alert;
  const uriAt = (path: string): string | undefined => { const place = placeAt.get(path); return place === undefined ? undefined : `${PLACE}${place}`; };
  return asChanged(changed(alert, {
    resource: (one, path) => { const uri = uriAt(path); const { derefUri: _content, size: _size, digest: _digest, ...left } = one; return uri === undefined ? one : { ...left, mimeType: JPEG, uri }; },
    photo: (one, path) => { const uri = uriAt(path); const { digest: _digest, ...left } = one; return uri === undefined ? one : { ...left, mimeType: JPEG, uri }; },
  }));
}

const linkOf = (uri: string | undefined, photoAt: PhotoAt | undefined): PhotoLink | undefined => photoAt?.(Number(uri!.slice(PLACE.length)));

/** Links for what is left after `placePhotos`. Without `photoAt` no picture stays. */
export const linkPhotos = (alert: Alert, photoAt: PhotoAt | undefined): Alert => changed(alert, {
  resource: (one) => {
    if (!one.uri?.startsWith(PLACE)) return one;
    const link = linkOf(one.uri, photoAt);
    return link && { ...one, uri: link.uri, ...(link.facts ? { size: link.facts.size, digest: link.facts.sha1 } : {}) };
  },
  photo: (one) => {
    if (!one.uri.startsWith(PLACE)) return one;
    const link = linkOf(one.uri, photoAt);
    return link && { ...one, uri: link.uri, ...(link.facts ? { digest: link.facts.sha256 } : {}), ...(link.placeholder ? { placeholder: true } : {}) };
  },
});

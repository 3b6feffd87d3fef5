// Way out: content embedded in a message stays here, and the message says where to fetch it (CAP rule R11): whoever forwards onto a two-way network must.
import { createHash } from 'node:crypto';
import type { Alert, Case, Resource } from '../model/generated/alert.js';
import { asChanged } from './withhold.js';

/** Where the content of a resource can be fetched, both counted from 0 as the origin sent them. */
export type ContentAddress = (info: number, resource: number) => string;

/** White space inside base64 says nothing. */
export const contentOf = ({ derefUri = '' }: Resource): Buffer => Buffer.from(derefUri, 'base64');

const isElsewhere = (uri: string | undefined): boolean => /^https?:/i.test(uri ?? '');

/** Size and digest are of the content itself, so that whoever fetches it can tell that it is whole. The address the origin gave is kept. */
const detached = (resource: Resource, address: string): Resource => {
  const { derefUri: _, ...left } = resource;
  if (isElsewhere(resource.uri)) return left;
  const content = contentOf(resource);
  return { ...left, uri: address, size: content.length, digest: createHash('sha1').update(content).digest('hex') };
};

type Child = NonNullable<Case['children']>[number];

/** The photo of a child may be one of the embedded pictures, by the name its resource had. */
const withPhotosAt = (children: readonly Child[] | undefined, moved: ReadonlyMap<string, string>): Child[] | undefined =>
  children?.map((child) => (child.photos ? { ...child, photos: child.photos.map((photo) => ({ ...photo, uri: moved.get(photo.uri) ?? photo.uri })) } : child));

/** The alert without embedded content, marked as changed; itself where it has none. */
export const detach = (alert: Alert, addressOf: ContentAddress): Alert => {
  if (!alert.info?.some(({ resource }) => resource?.some(({ derefUri }) => derefUri !== undefined))) return alert;
  const moved = new Map<string, string>();
  const info = alert.info.map((block, i) => (block.resource ? {
    ...block,
    resource: block.resource.map((resource, j) => {
      const left = resource.derefUri === undefined ? resource : detached(resource, addressOf(i, j));
      if (resource.uri !== undefined && left.uri !== undefined) moved.set(resource.uri, left.uri);
      return left;
    }),
  } : block));
  const children = withPhotosAt(alert.case?.children, moved);
  return asChanged({ ...alert, info, ...(children && { case: { ...alert.case, children } }) });
};

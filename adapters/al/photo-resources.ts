// The child's photos as CAP resources, for readers that know nothing of the case block.
import type { Case, Resource } from '../../src/adapter/kit.js';
import { PHOTO_TITLE } from './mapping.js';

/**
 * Placeholders show nobody; without consent a picture stays in the case block, where it can be withheld.
 * @param told resources the alert has already: no picture is listed twice.
 */
export const photoResources = ({ children = [], consent }: Case, told: readonly Resource[] = []): Resource[] => {
  if (consent?.photo === false) return [];
  const photos = children.flatMap((child) => child.photos ?? []);
  const listed = new Set(told.map(({ uri }) => uri));
  return photos
    .filter(({ placeholder, uri }) => !placeholder && !listed.has(uri))
    .map(({ uri, mimeType = 'image/jpeg' }) => ({ resourceDesc: PHOTO_TITLE, mimeType, uri }));
};

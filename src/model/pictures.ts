// Which pictures of a child an alert shows, each counted once however often it is shown: the way in enters them, the way out links them, both by the same places.
import type { Alert, Resource } from './generated/alert.js';

export interface Picture {
  place: number;
  /** JSON pointer to where it is shown first. */
  path: string;
  /** As the origin wrote it. */
  uri?: string;
  /** Base64, where the picture came inside the message. */
  embedded?: string;
  /** The origin's adapter says that it only stands for a missing photo. */
  declaredPlaceholder: boolean;
}

export interface Pictures {
  pictures: readonly Picture[];
  /** Pointer to place, of every resource and photo that is a picture. */
  placeAt: ReadonlyMap<string, number>;
}

/** What one alert may show. All further ones share the place behind the last, where nothing is ever kept. */
export const MOST_PICTURES = 20;

interface Spot { path: string; uri?: string; embedded?: string; placeholder: boolean }

const DATA_URI = /^data:[^,]*;base64,/i;

/** Content comes inside the message as `derefUri`, or as a data: URI. */
const spot = (path: string, { uri, derefUri }: Pick<Resource, 'uri' | 'derefUri'>, placeholder = false): Spot => {
  const embedded = derefUri ?? (DATA_URI.test(uri ?? '') ? uri!.replace(DATA_URI, '') : undefined);
  return { path, ...(uri === undefined ? {} : { uri }), ...(embedded === undefined ? {} : { embedded }), placeholder };
};

const spotsOf = ({ info = [], case: about = {} }: Alert): Spot[] => {
  const photos = (about.children ?? []).flatMap((child, i) => (child.photos ?? []).map((photo, j) => spot(`/case/children/${i}/photos/${j}`, photo, photo.placeholder)));
  const shown = new Set(photos.map(({ uri }) => uri));
  const isPicture = ({ mimeType, uri }: Resource): boolean => /^\s*image\//i.test(mimeType) || (uri !== undefined && shown.has(uri));
  const resources = info.flatMap(({ resource = [] }, i) => resource.flatMap((one, j) => (isPicture(one) ? [spot(`/info/${i}/resource/${j}`, one)] : [])));
  return [...resources, ...photos];
};

/** By its content, and by the name it is shown under elsewhere. */
const namesOf = ({ uri, embedded }: Spot): string[] => [...(embedded === undefined ? [] : [`content ${embedded}`]), ...(uri === undefined ? [] : [`address ${uri}`])];

function countOnce(spots: readonly Spot[]): Pictures {
  const [pictures, placeAt, placeOf] = [[] as Picture[], new Map<string, number>(), new Map<string, number>()];
  // What comes with its content goes first, so that a name in the case leads to it.
  for (const one of [...spots.filter(({ embedded }) => embedded !== undefined), ...spots.filter(({ embedded }) => embedded === undefined)]) {
    const names = namesOf(one);
    const place = names.map((name) => placeOf.get(name)).find((known) => known !== undefined) ?? Math.min(pictures.length, MOST_PICTURES);
    if (pictures[place]) pictures[place] = { ...pictures[place], declaredPlaceholder: pictures[place].declaredPlaceholder || one.placeholder };
    else { const { placeholder, ...rest } = one; pictures.push({ place, ...rest, declaredPlaceholder: placeholder }); }
    for (const name of names) placeOf.set(name, place);
    placeAt.set(one.path, place);
  }
  return { pictures, placeAt };
}

const made = new WeakMap<Alert, Pictures>();

/** None where the alert is about no child: maps and logos of other alerts are left alone. */
export function picturesOf(alert: Alert): Pictures {
  const known = made.get(alert);
  if (known) return known;
  const pictures = countOnce(alert.case ? spotsOf(alert) : []);
  made.set(alert, pictures);
  return pictures;
}

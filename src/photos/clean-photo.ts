// The only door to the decoder of pictures: bytes somebody sent become a picture of our own making, of which nothing is theirs but what can be seen.
import type { Sharp, SharpOptions } from 'sharp';
import { looksLikePlaceholder } from './looks-like-placeholder.js';

/** Of what is fetched or embedded. */
export const MOST_BYTES = 10 * 1024 * 1024;
const MOST_PIXELS = 50_000_000;
const LONG_EDGE = 1_600;
const THUMBNAIL_EDGE = 320;
const SECONDS = 10;
/** Wide enough to tell a face from a drawing, and cheap. */
const SAMPLE_EDGE = 64;

export type UncleanCode = 'EMPTY' | 'TOO_LARGE' | 'NOT_A_PICTURE' | 'TOO_MANY_PIXELS' | 'DAMAGED' | 'TOO_SLOW';

/** A picture that is not taken; `code` says why. */
export class Unclean extends Error {
  constructor(readonly code: UncleanCode) { super(code); }
}

/** `photo` and `thumbnail` are JPEG. `pixels`: what the picture shows, for comparing. */
export interface CleanPhoto { photo: Buffer; thumbnail: Buffer; width: number; height: number; pixels: Buffer; placeholder: boolean }

/** Everything else the decoder knows (SVG, TIFF, PDF …) stays blocked in it: it would load files, run for minutes, or is no photo. */
const LOADERS = ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'];

/** By their first bytes: neither a name nor a content type says what a file is. */
const SIGNATURES = [/^\xff\xd8\xff/, /^\x89PNG\r\n\x1a\n/, /^RIFF....WEBP/s, /^GIF8[79]a/];

const isPicture = (bytes: Buffer): boolean => { const head = bytes.toString('latin1', 0, 16); return SIGNATURES.some((signature) => signature.test(head)); };

type Open = (bytes: Buffer) => Sharp;

/** `failOn: error` refuses what is cut off, and takes what phones write with a stray byte between two segments. */
const OPTIONS: SharpOptions = { failOn: 'error', limitInputPixels: MOST_PIXELS, pages: 1 };

/** Loaded with the first picture: most starts see none, and it is 19 MB. */
const load = async (): Promise<Open> => {
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: LOADERS });
  return (bytes) => sharp(bytes, OPTIONS).timeout({ seconds: SECONDS });
};
let opening: Promise<Open> | undefined;

const codeOf = (cause: unknown): UncleanCode => {
  const { message } = cause as Error;
  if (message.includes('pixel limit')) return 'TOO_MANY_PIXELS';
  return message.includes('timeout') ? 'TOO_SLOW' : 'DAMAGED';
};

/** Upright, in sRGB, on white, and without a word: the encoder writes no metadata it is not told to. */
const within = (picture: Sharp, edge: number): Sharp => picture.resize(edge, edge, { fit: 'inside', withoutEnlargement: true }).flatten({ background: '#ffffff' }).toColourspace('srgb');

async function draw(open: Open, bytes: Buffer): Promise<CleanPhoto> {
  const { data: photo, info } = await within(open(bytes).autoOrient(), LONG_EDGE).jpeg({ quality: 85, mozjpeg: false }).toBuffer({ resolveWithObject: true });
  const thumbnail = await within(open(photo), THUMBNAIL_EDGE).jpeg({ quality: 80 }).toBuffer();
  const pixels = await open(thumbnail).resize(SAMPLE_EDGE, SAMPLE_EDGE, { fit: 'fill' }).removeAlpha().toColourspace('srgb').raw().toBuffer();
  return { photo, thumbnail, width: info.width, height: info.height, pixels, placeholder: looksLikePlaceholder(pixels, info) };
}

let before: Promise<unknown> = Promise.resolve();

/** One after the other: of the cores, all but a part of one are for alerts. */
const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  const mine = before.then(work);
  before = mine.catch(() => undefined);
  return mine;
};

/** @throws Unclean */
export async function cleanPhoto(bytes: Buffer): Promise<CleanPhoto> {
  if (bytes.length === 0) throw new Unclean('EMPTY');
  if (bytes.length > MOST_BYTES) throw new Unclean('TOO_LARGE');
  if (!isPicture(bytes)) throw new Unclean('NOT_A_PICTURE');
  const open = await (opening ??= load());
  return inTurn(() => draw(open, bytes)).catch((cause: unknown) => { throw new Unclean(codeOf(cause)); });
}

// What becomes of a picture: everything but what can be seen goes, and what is no photo is refused with a code.
import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { cleanPhoto, MOST_BYTES, Unclean } from '../../src/photos/clean-photo.js';
import { gifBomb, hugePng, laden, noise, SECRETS, silhouette } from './made-up-photos.js';

const refused = (bytes: Buffer): Promise<string> => cleanPhoto(bytes).then(() => 'taken', (cause: unknown) => (cause instanceof Unclean ? cause.code : `threw ${String(cause)}`));

const found = (bytes: Buffer): string[] => SECRETS.filter((secret) => bytes.includes(secret) || bytes.includes(Buffer.from(secret, 'utf16le')));

test('no byte of EXIF, XMP, comment, camera or payload survives, in the picture or its thumbnail', async () => {
  const before = await laden();
  expect(found(before)).toEqual(SECRETS);
  expect((await sharp(before).metadata())).toMatchObject({ exif: expect.any(Buffer), xmp: expect.any(Buffer) });
  const { photo, thumbnail } = await cleanPhoto(before);
  for (const after of [photo, thumbnail]) {
    expect(found(after)).toEqual([]);
    const { exif, xmp, icc, iptc, comments, format } = await sharp(after).metadata();
    expect({ exif, xmp, icc, iptc, comments, format }).toEqual({ format: 'jpeg' });
    // Start, then only the segments a decoder needs: JFIF (E0), tables (DB, C4), frame (C0, C2) and scan (DA).
    expect(segmentsOf(after).filter((marker) => ![0xe0, 0xdb, 0xc4, 0xc0, 0xc2, 0xda].includes(marker))).toEqual([]);
    expect(after.subarray(-2).toString('hex')).toBe('ffd9');
  }
});

/** Markers up to the first scan. */
const segmentsOf = (jpeg: Buffer): number[] => {
  const markers: number[] = [];
  for (let at = 2; jpeg[at] === 0xff; at += 2 + jpeg.readUInt16BE(at + 2)) { markers.push(jpeg[at + 1]!); if (jpeg[at + 1] === 0xda) break; }
  return markers;
};

test('the same words in a PNG, a WebP and a picture with a colour profile of its own go as well', async () => {
  const exif = { IFD0: { Artist: SECRETS[0]! } };
  for (const before of [
    await sharp(await noise()).withExif(exif).png().toBuffer(), await sharp(await noise()).withExif(exif).webp().toBuffer(),
    await sharp(await noise()).withIccProfile('p3').withExif(exif).jpeg().toBuffer(), await sharp(await noise()).toColourspace('cmyk').withExif(exif).jpeg().toBuffer(),
  ]) {
    expect(found(before)).not.toEqual([]);
    const { photo } = await cleanPhoto(before);
    expect([found(photo), (await sharp(photo).metadata()).icc, (await sharp(photo).metadata()).space]).toEqual([[], undefined, 'srgb']);
  }
});

test('a picture stands upright, at most 1600 pixels long, with a thumbnail of 320; a small one stays as small', async () => {
  const turned = await cleanPhoto(await sharp(await noise(400, 300)).withMetadata({ orientation: 6 }).jpeg().toBuffer());
  expect([turned.width, turned.height]).toEqual([300, 400]);
  const large = await cleanPhoto(await noise(2400, 1200));
  expect([large.width, large.height]).toEqual([1600, 800]);
  expect((await sharp(large.thumbnail).metadata())).toMatchObject({ width: 320, height: 160 });
  expect((await cleanPhoto(await noise(100, 80)))).toMatchObject({ width: 100, height: 80 });
});

test('the first picture of a GIF, and what is transparent on white', async () => {
  expect((await cleanPhoto(await sharp(await noise()).gif().toBuffer()))).toMatchObject({ width: 400, height: 300 });
  const clear = await cleanPhoto(await sharp({ create: { width: 60, height: 60, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } }).png().toBuffer());
  expect([...clear.pixels.subarray(0, 3)]).toEqual([255, 255, 255]);
});

test.each<[string, () => Promise<Buffer> | Buffer, string]>([
  ['an SVG, which would load files', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'), 'NOT_A_PICTURE'],
  ['a page', () => Buffer.from('<!doctype html><title>Not found</title>'), 'NOT_A_PICTURE'],
  ['a text called .jpg', () => Buffer.from('This is not the picture you are looking for.'), 'NOT_A_PICTURE'],
  ['a TIFF, whose loader is blocked', async () => sharp(await noise()).tiff().toBuffer(), 'NOT_A_PICTURE'],
  ['nothing', () => Buffer.alloc(0), 'EMPTY'],
  ['more than 10 MB', async () => Buffer.concat([await noise(), Buffer.alloc(MOST_BYTES)]), 'TOO_LARGE'],
  ['a picture cut off in the middle', async () => (await noise()).subarray(0, 8_000), 'DAMAGED'],
  ['the first bytes of a JPEG and nothing more', () => Buffer.from('ffd8ffe000104a464946', 'hex'), 'DAMAGED'],
  ['a page behind the first bytes of a picture', () => Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.from('<html><script>alert(1)</script></html>')]), 'DAMAGED'],
  ['a PNG of 100 000 by 100 000 pixels', () => hugePng(100_000, 100_000), 'TOO_MANY_PIXELS'],
  ['a PNG just above the limit', () => hugePng(10_000, 5_001), 'TOO_MANY_PIXELS'],
  ['a GIF bomb', () => gifBomb(), 'TOO_MANY_PIXELS'],
])('%s is refused', async (_what, make, code) => {
  expect(await refused(await make())).toBe(code);
});

test('what stands for a missing photo is known by what it shows: uniform, drawn in two tones, or tiny; a photo is not', async () => {
  const isPlaceholder = async (bytes: Buffer): Promise<boolean> => (await cleanPhoto(bytes)).placeholder;
  expect(await isPlaceholder(await silhouette())).toBe(true);
  expect(await isPlaceholder(await sharp({ create: { width: 200, height: 200, channels: 3, background: '#cccccc' } }).png().toBuffer())).toBe(true);
  expect(await isPlaceholder(await noise(16, 16))).toBe(true);
  expect(await isPlaceholder(await noise())).toBe(false);
  // A face before a white wall: a third of the picture is one colour.
  const portrait = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#ffffff' } }).composite([{ input: await noise(220, 300), left: 40, top: 100 }]).jpeg().toBuffer();
  expect(await isPlaceholder(portrait)).toBe(false);
});

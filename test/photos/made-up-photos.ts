// Pictures for tests: noise that passes for a photo of nobody, and files that carry far more than can be seen.
import sharp from 'sharp';

/** Words that must be gone after cleaning. */
export const SECRETS = ['Zamira Shembull', 'Rruga e Panjohur 7', 'hidden comment', 'appended payload', 'made with Kamera 3000'];

/** Noise of many colours, another one for each seed. */
export const noise = (width = 400, height = 300, mean = 128): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#808080', noise: { type: 'gaussian', mean, sigma: 40 } } }).jpeg({ quality: 90 }).toBuffer();

const segment = (marker: number, content: Buffer): Buffer => Buffer.concat([Buffer.from([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff]), content]);

const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:title="Rruga e Panjohur 7"/></rdf:RDF></x:xmpmeta>`;

const GPS = { GPSLatitudeRef: 'N', GPSLatitude: '41/1 19/1 4242/100', GPSLongitudeRef: 'E', GPSLongitude: '19/1 49/1 4242/100' };

/** A photo as a phone and an office make it: name and place in EXIF, title in XMP, a comment, and something behind the end. */
export async function laden(): Promise<Buffer> {
  const picture = await sharp(await noise(), { failOn: 'none' }).withExif({ IFD0: { Artist: 'Zamira Shembull', Software: 'made with Kamera 3000' }, IFD3: GPS }).withXmp(XMP).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  return Buffer.concat([picture.subarray(0, 2), segment(0xfe, Buffer.from('hidden comment')), picture.subarray(2), Buffer.from('appended payload')]);
}

const chunk = (type: string, content: Buffer): Buffer => {
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  const body = Buffer.concat([Buffer.from(type), content]);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
};

const crc32 = (bytes: Buffer): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) { crc ^= byte; for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0); }
  return (crc ^ 0xffffffff) >>> 0;
};

/** A PNG whose header says that it is larger than any memory. */
export const hugePng = (width: number, height: number): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', Buffer.from('789c030000000001', 'hex')), chunk('IEND', Buffer.alloc(0))]);
};

/** A GIF of a few bytes that says it is 65535 by 65535. */
export const gifBomb = (): Buffer => Buffer.concat([Buffer.from('GIF89a'), Buffer.from([0xff, 0xff, 0xff, 0xff, 0x80, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff]), Buffer.from([0x2c, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 2, 2, 0x4c, 1, 0, 0x3b])]);

/** The grey head and shoulders that sites show where there is no photo. */
export const silhouette = (): Promise<Buffer> => sharp({ create: { width: 300, height: 400, channels: 3, background: '#dddddd' } })
  .composite([{ input: { create: { width: 120, height: 150, channels: 3, background: '#999999' } }, left: 90, top: 60 }, { input: { create: { width: 240, height: 160, channels: 3, background: '#999999' } }, left: 30, top: 240 }]).jpeg({ quality: 60 }).toBuffer();

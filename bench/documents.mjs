// The documents that `parse` has read: alerts of others where they lie beside the project, and generated ones of any size.
import { existsSync, readFileSync } from 'node:fs';
import { newAlert } from './messages.mjs';

const shared = new URL('../../shared/cap/', import.meta.url);

/** OASIS's own schema for CAP 1.2, undefined where it does not lie beside the project. */
export const oasisSchema = () => {
  const file = new URL('CAP-v1.2.xsd', shared);
  return existsSync(file) ? readFileSync(file) : undefined;
};

const ENCODING = /^<\?xml[^>]*encoding="([^"]+)"/;

/** As bytes and as the string that other readers want. */
const document = (bytes) => ({ bytes, text: new TextDecoder(ENCODING.exec(bytes.toString('latin1', 0, 100))?.[1]).decode(bytes) });
const generated = (xml) => document(Buffer.from(xml));

/** As many and as different in length as the corpus is. */
const standIns = () => Array.from({ length: 40 }, (_, i) => generated(manyInfosText(1 + (i % 8))));

/** Valid messages of CAP 1.2 that stand alone; `from` says whose. */
export function messagesOfOthers() {
  const manifest = new URL('corpus/manifest.csv', shared);
  if (!existsSync(manifest)) return { from: 'generated alerts', documents: standIns() };
  const rows = readFileSync(manifest, 'utf8').split('\n').slice(1).map((line) => line.split(','));
  const files = rows.filter(([, expected, type]) => expected === 'valid' && type === 'cap1.2').map(([file]) => new URL(`corpus/${file}`, shared));
  return { from: 'valid alerts of others', documents: files.map((file) => document(readFileSync(file))) };
}

/** Numbers between 0 and 1, the same in every run (mulberry32). */
const noise = (seed) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/**
 * The closed outline of an invented island, `vertices` pairs of latitude and longitude. Seen from its middle every point lies further round than the one
 * before, so that the outline cannot cross itself however ragged it is.
 */
const coastline = (vertices) => {
  const random = noise(vertices);
  const pairs = Array.from({ length: vertices - 1 }, (_, i) => {
    const angle = (i / (vertices - 1)) * 2 * Math.PI;
    const distance = 5 + Math.sin(5 * angle) + 0.4 * Math.sin(37 * angle) + 0.1 * Math.sin(411 * angle) + 0.02 * random();
    return `${(50 + distance * Math.sin(angle)).toFixed(5)},${(15 + distance * Math.cos(angle)).toFixed(5)}`;
  });
  return [...pairs, pairs[0]].join(' ');
};

const AREA = /<area>.*<\/area>/s;
const INFO = /<info>.*<\/info>/s;

/** One alert about an area with so many vertices, some 18 bytes each. */
export const coast = (vertices) =>
  generated(newAlert().xml.replace(AREA, `<area><areaDesc>An island</areaDesc><polygon>${coastline(vertices)}</polygon></area>`));

function manyInfosText(count) {
  const { xml } = newAlert();
  const [info] = INFO.exec(xml);
  return xml.replace(info, Array.from({ length: count }, () => info).join('\n'));
}

/** One alert that says so many times what one info says. */
export const manyInfos = (count) => generated(manyInfosText(count));

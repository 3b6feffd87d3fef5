// Signed messages of others, each with the key of its own certificate pinned, as if that were known: what was spoilt is never taken for good.
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { capXmlFormat } from '../../src/cap/cap-formats.js';
import { checkSignature } from '../../src/inbound/check-signature.js';
import { messageOf } from './sample.js';

const corpus = new URL('../../../shared/cap/corpus/', import.meta.url);
const manifest = new URL('manifest.csv', corpus);
const present = existsSync(manifest);
if (!present) console.warn('No corpus beside the project (../shared/cap/corpus): the signatures in it are not judged.');

/** The first four columns hold no quotes, and a word of the eighth stands in no other. */
const rows = present ? readFileSync(manifest, 'utf8').split('\n').slice(1).map((line) => ({ line, file: line.split(',')[0]!, layer: line.split(',')[3]! })) : [];
const spoilt = rows.filter(({ layer }) => layer === 'signature').map(({ file }) => [file]);
const good = rows.filter(({ line }) => line.includes(',valid,cap1.2,') && line.includes(',accept,valid,')).map(({ file }) => [file]);

const ownKey = (bytes: Buffer) => new X509Certificate(Buffer.from(/<(?:\w+:)?X509Certificate>([^<]+)</.exec(bytes.toString('latin1'))![1]!, 'base64')).publicKey;

/** @returns level and code of each finding. */
const judged = async (file: string, required = true): Promise<string[]> => {
  const bytes = readFileSync(new URL(file, corpus));
  const issues = await checkSignature(bytes, messageOf(bytes), capXmlFormat, { required, keys: [ownKey(bytes)], authorities: [] }, new Date('2026-03-02'));
  return issues.map(({ level, code }) => `${level} ${code}`);
};

(present ? describe : describe.skip)('Of the signed messages of others', () => {
  test.each(spoilt)('S02: %s passes with a warning where no signature is required', async (file) => {
    expect(await judged(file, false)).toEqual([expect.stringMatching(/^warning SIGNATURE_(?:INVALID|UNVERIFIED)$/)]);
  });

  test.each(spoilt)('S01: %s is refused where one is', async (file) => {
    expect(await judged(file)).toEqual([expect.stringMatching(/^error SIGNATURE_(?:INVALID|UNVERIFIED)$/)]);
  });

  test.each(spoilt)('S01: %s is said to be wrong', async (file) => {
    expect(await judged(file)).toEqual(['error SIGNATURE_INVALID']);
  });

  test.each(good)('S01: %s is said to be right', async (file) => {
    expect(await judged(file)).toEqual([]);
  });
});

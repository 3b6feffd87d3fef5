// What was signed has to read as what arrived: the one case no honest document brings about, so it is made here by handing over two.
import { expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { capXmlFormat } from '../../src/cap/cap-formats.js';
import { checkSignature } from '../../src/inbound/check-signature.js';
import { messageOf, SAMPLE } from '../cap/sample.js';
import { signXml } from '../sign-xml.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const signed = signXml(SAMPLE, { key: privateKey });

const codes = async (read: string): Promise<string[]> =>
  (await checkSignature(Buffer.from(signed), messageOf(read), capXmlFormat, { required: false, keys: [publicKey], authorities: [] }, new Date())).map(({ code }) => code);

test('a reader and a verifier that see two messages in the same bytes are noticed', async () => {
  expect(await codes(signed)).toEqual([]);
  expect(await codes(signed.replace('Red jacket', 'Blue jacket'))).toEqual(['SIGNATURE_INVALID']);
});

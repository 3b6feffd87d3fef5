// What this gateway signs can be verified by xml-crypto and by its own verifier, and by nobody once it was changed.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { generateKeyPairSync } from 'node:crypto';
import { writeCapXml } from '../../src/cap/write-cap-xml.js';
import { signXml } from '../../src/trust/sign-xml.js';
import { verifyXmlSignature } from '../../src/trust/verify-xml-signature.js';
import { alertOf, SAMPLE } from '../cap/sample.js';
import { takesEcdsa } from '../sign-xml.js';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const alert = alertOf(SAMPLE);
const signed = async (note: string): Promise<string> => (await signXml(Buffer.from(writeCapXml({ ...alert, note })), privateKey)).toString('utf8');
const fault = async (xml: string): Promise<unknown> => {
  const verified = await verifyXmlSignature(Buffer.from(xml), { keys: [publicKey], authorities: [] }, new Date());
  return 'fault' in verified ? verified.fault : undefined;
};

test('a signature stands last in the message, and others verify it', async () => {
  const xml = await signed('Ñandú & \u{1d11e} </alert> ]]>\r\nend');
  expect(xml).toMatch(/<\/info>\n<Signature [^]*<\/Signature><\/alert>\n$/);
  expect([takesEcdsa(xml, publicKey), await fault(xml)]).toEqual([true, undefined]);
  expect([takesEcdsa(xml.replace('Red jacket', 'Blue jacket'), publicKey), await fault(xml.replace('Red jacket', 'Blue jacket'))]).toEqual([false, 'digest']);
});

test('whatever stands in the message, its signature is good', async () => {
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), async (note) => { expect(await fault(await signed(note))).toBeUndefined(); }));
});

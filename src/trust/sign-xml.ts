// Puts an enveloped signature into CAP we have written: the same form that we take, with the algorithms every centre knows.
import { createHash, sign, type KeyObject } from 'node:crypto';
import { withSignedXml, XMLDSIG } from './canonical-xml.js';
import { ECDSA_SHA256, ENVELOPED, EXCLUSIVE_C14N, SHA256 } from './signature-algorithms.js';

const END = '</alert>';

/** Written in its own exclusive canonical form, so that it need not be brought into it. */
const signedInfoOf = (digest: string): string => [
  `<SignedInfo xmlns="${XMLDSIG}"><CanonicalizationMethod Algorithm="${EXCLUSIVE_C14N}"></CanonicalizationMethod><SignatureMethod Algorithm="${ECDSA_SHA256}"></SignatureMethod>`,
  `<Reference URI=""><Transforms><Transform Algorithm="${ENVELOPED}"></Transform><Transform Algorithm="${EXCLUSIVE_C14N}"></Transform></Transforms>`,
  `<DigestMethod Algorithm="${SHA256}"></DigestMethod><DigestValue>${digest}</DigestValue></Reference></SignedInfo>`,
].join('');

/** @param bytes CAP in UTF-8 that ends with its alert element. @param key of P-256. @throws where it has no canonical form, which what we write always has. */
export async function signXml(bytes: Uint8Array, key: KeyObject): Promise<Buffer> {
  const content = await withSignedXml(bytes, (xml) => xml.content({ kind: 'exclusive', comments: false }));
  if (content === 'unreadable') throw new Error('A message that this gateway wrote cannot be signed, because libxml2 does not read it.');
  const signedInfo = signedInfoOf(createHash('sha256').update(content).digest('base64'));
  const value = sign('sha256', Buffer.from(signedInfo), { key, dsaEncoding: 'ieee-p1363' }).toString('base64');
  const text = Buffer.from(bytes).toString('utf8');
  const end = text.lastIndexOf(END);
  return Buffer.from(`${text.slice(0, end)}<Signature xmlns="${XMLDSIG}">${signedInfo.replace(` xmlns="${XMLDSIG}"`, '')}<SignatureValue>${value}</SignatureValue></Signature>${text.slice(end)}`);
}

// What a signature says of its own key. That is a claim: a certificate counts only after a pinned authority vouches for it, a bare key never.
import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { SignaturePart } from './canonical-xml.js';
import { base64In, childNames } from './signature-form.js';

const attempted = <T>(make: () => T): T | undefined => {
  try { return make(); } catch { return undefined; }
};

/** The certificate of a KeyInfo that names one and no second key beside it; a KeyValue is not looked at. */
export const certificateIn = (keyInfo: SignaturePart | undefined): X509Certificate | undefined => {
  const [data, ...others] = (keyInfo?.children ?? []).filter(({ name }) => name !== 'KeyValue');
  if (data?.name !== 'X509Data' || others.length > 0 || childNames(data) !== 'X509Certificate') return undefined;
  const bytes = base64In(data.children[0]!);
  return bytes && attempted(() => new X509Certificate(bytes));
};

const rsaKeyIn = (part: SignaturePart): KeyObject | undefined => {
  const [n, e] = part.children.map((child) => base64In(child)?.toString('base64url'));
  return childNames(part) === 'Modulus Exponent' && n && e ? attempted(() => createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })) : undefined;
};

/** The key the message brings along, of which nobody knows whose it is: good only to tell a stranger's signature from a broken one. */
export const claimedKeyIn = (keyInfo: SignaturePart | undefined): KeyObject | undefined => {
  const bare = keyInfo?.children.find(({ name }) => name === 'KeyValue')?.children.find(({ name }) => name === 'RSAKeyValue');
  return attempted(() => certificateIn(keyInfo)?.publicKey) ?? (bare && rsaKeyIn(bare));
};

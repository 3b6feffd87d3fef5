// Whether the enveloped XML signature of a message is good, by keys that were pinned beforehand; never by what the message itself brings along.
import { createHash, verify, type KeyObject, type X509Certificate } from 'node:crypto';
import { withSignedXml, type SignedXml } from './canonical-xml.js';
import { certificateIn, claimedKeyIn } from './key-info.js';
import type { SignatureMethod } from './signature-algorithms.js';
import { readSignatureForm, type FormFault, type SignatureForm } from './signature-form.js';

/** By whom a sender may sign: with one of the keys, or with a certificate that one of the authorities has issued itself. */
export interface TrustedSigners { keys: readonly KeyObject[]; authorities: readonly X509Certificate[] }

export type SignatureFault = FormFault | 'no-signer' | 'unreadable' | 'several' | 'place' | 'comment' | 'digest' | 'value' | 'stranger' | 'certificate' | 'certificate-dates';

export type Weakness = 'sha1' | 'short-key';

/** `content` is what was signed, in canonical form: only what can be read in it is proven. */
export type VerifiedSignature = { content: Buffer; weak: Weakness[] } | { fault: SignatureFault };

const CURVES = new Set(['prime256v1', 'secp384r1', 'secp521r1']);
const SHORT_RSA_BITS = 2_048;

const fits = ({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject, method: SignatureMethod): boolean =>
  asymmetricKeyType === method.key && (method.key === 'rsa' || CURVES.has(asymmetricKeyDetails?.namedCurve ?? ''));

/** XML-DSig has ECDSA as r and s side by side, not in DER. */
const verifies = (key: KeyObject, { method, value }: SignatureForm, signedInfo: Buffer): boolean =>
  fits(key, method) && verify(method.hash, signedInfo, { key, dsaEncoding: 'ieee-p1363' }, value);

const isCurrent = ({ validFrom, validTo }: X509Certificate, now: Date): boolean => new Date(validFrom) <= now && now <= new Date(validTo);

/** The key of a certificate that an authority vouches for now. */
const vouchedKey = (certificate: X509Certificate, authorities: readonly X509Certificate[], now: Date): KeyObject | 'certificate' | 'certificate-dates' => {
  const issuers = authorities.filter((authority) => certificate.checkIssued(authority) && certificate.verify(authority.publicKey));
  if (issuers.length === 0 || certificate.ca) return 'certificate';
  return isCurrent(certificate, now) && issuers.some((issuer) => isCurrent(issuer, now)) ? certificate.publicKey : 'certificate-dates';
};

const signerOf = (form: SignatureForm, signedInfo: Buffer, { keys, authorities }: TrustedSigners, now: Date): KeyObject | SignatureFault => {
  const pinned = keys.find((key) => verifies(key, form, signedInfo));
  if (pinned) return pinned;
  const claimed = claimedKeyIn(form.keyInfo);
  // Where nobody is recorded, a signature can still be seen to be broken, and never to be good.
  if (keys.length + authorities.length === 0) return claimed && !verifies(claimed, form, signedInfo) ? 'value' : 'no-signer';
  if (!claimed && authorities.length > 0) return 'certificate';
  if (!claimed || !verifies(claimed, form, signedInfo)) return 'value';
  const certificate = certificateIn(form.keyInfo);
  return certificate && authorities.length > 0 ? vouchedKey(certificate, authorities, now) : 'stranger';
};

const weaknesses = ({ digest, method }: SignatureForm, signer: KeyObject): Weakness[] => [
  ...(digest.hash === 'sha1' || method.hash === 'sha1' ? ['sha1' as const] : []),
  ...((signer.asymmetricKeyDetails?.modulusLength ?? SHORT_RSA_BITS) < SHORT_RSA_BITS ? ['short-key' as const] : []),
];

const formOf = ({ signatures, signedLast, commentInValue }: SignedXml): SignatureForm | SignatureFault => {
  const [signature, ...others] = signatures;
  if (!signature || others.length > 0) return 'several';
  if (!signedLast) return 'place';
  return commentInValue ? 'comment' : readSignatureForm(signature);
};

const judge = (xml: SignedXml, trusted: TrustedSigners, now: Date): VerifiedSignature => {
  const form = formOf(xml);
  if (typeof form === 'string') return { fault: form };
  const content = xml.content(form.content);
  if (!createHash(form.digest.hash).update(content).digest().equals(form.digestValue)) return { fault: 'digest' };
  const signer = signerOf(form, xml.signedInfo(form.signedInfo), trusted, now);
  return typeof signer === 'string' ? { fault: signer } : { content, weak: weaknesses(form, signer) };
};

/** @param bytes as they were received, and read once before. */
export async function verifyXmlSignature(bytes: Uint8Array, trusted: TrustedSigners, now: Date): Promise<VerifiedSignature> {
  const judged = await withSignedXml(bytes, (xml) => judge(xml, trusted, now));
  return judged === 'unreadable' ? { fault: 'unreadable' } : judged;
}

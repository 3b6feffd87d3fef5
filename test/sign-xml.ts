// XML signatures for tests, made by xml-crypto and not by the code under test; what it lacks (ECDSA, SHA-384, C14N 1.1) is added through its own extension points.
import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import { SignedXml } from 'xml-crypto';

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
export const ENVELOPED = `${DSIG}enveloped-signature`;
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
export const INCLUSIVE_1_1 = 'http://www.w3.org/2006/12/xml-c14n11';
export const DIGEST = { sha1: `${DSIG}sha1`, sha256: 'http://www.w3.org/2001/04/xmlenc#sha256', sha384: `${MORE}sha384`, sha512: 'http://www.w3.org/2001/04/xmlenc#sha512' };
export const METHOD = (key: 'rsa' | 'ecdsa', hash: keyof typeof DIGEST): string => `${key === 'rsa' && hash === 'sha1' ? DSIG : MORE}${key}-${hash}`;

export interface SigningSpec {
  key: KeyObject;
  hash?: keyof typeof DIGEST;
  /** Of SignedInfo, and unless said otherwise of the content. */
  canonicalisation?: string;
  transforms?: string[];
  /** What stands in KeyInfo. */
  keyInfo?: string;
}

const hashing = (hash: string, name: string) => class {
  getHash = (xml: string): string => createHash(hash).update(xml, 'utf8').digest('base64');
  getAlgorithmName = (): string => name;
};

const signing = (hash: string, name: string, key: KeyObject) => class {
  getSignature = (signedInfo: unknown): string => sign(hash, Buffer.from(String(signedInfo)), { key, dsaEncoding: 'ieee-p1363' }).toString('base64');
  verifySignature = (): boolean => false;
  getAlgorithmName = (): string => name;
};

/** C14N 1.1 differs from 1.0 only in what becomes of `xml:id` and `xml:base`, which none of our messages has. */
const asC14n11 = (as1_0: new () => object, name: string) => class extends as1_0 {
  getAlgorithmName = (): string => name;
};

/** The message with an enveloped signature behind everything else. */
export function signXml(xml: string, { key, hash = 'sha256', canonicalisation = EXCLUSIVE, transforms = [ENVELOPED, canonicalisation], keyInfo = '' }: SigningSpec): string {
  const method = METHOD(key.asymmetricKeyType === 'rsa' ? 'rsa' : 'ecdsa', hash);
  const signer: any = new SignedXml({ privateKey: key.export({ type: 'pkcs8', format: 'pem' }), signatureAlgorithm: method, canonicalizationAlgorithm: canonicalisation as any, getKeyInfoContent: () => keyInfo });
  signer.HashAlgorithms[DIGEST.sha384] = hashing('sha384', DIGEST.sha384);
  for (const comments of ['', '#WithComments']) signer.CanonicalizationAlgorithms[INCLUSIVE_1_1 + comments] = asC14n11(signer.CanonicalizationAlgorithms[INCLUSIVE + comments], INCLUSIVE_1_1 + comments);
  signer.SignatureAlgorithms[method] ??= signing(hash, method, key);
  signer.addReference({ xpath: '/*', isEmptyUri: true, transforms, digestAlgorithm: DIGEST[hash] });
  signer.computeSignature(xml, { location: { reference: '/*', action: 'append' } });
  return signer.getSignedXml() as string;
}

/** Whether xml-crypto takes the signature of a message, made with ECDSA and SHA-256. */
export function takesEcdsa(xml: string, key: KeyObject): boolean {
  const verifier: any = new SignedXml({ publicCert: key.export({ type: 'spki', format: 'pem' }), getCertFromKeyInfo: () => null });
  verifier.SignatureAlgorithms[METHOD('ecdsa', 'sha256')] = class {
    getSignature = (): string => '';
    verifySignature = (signedInfo: string, _: unknown, value: string): boolean => verify('sha256', Buffer.from(signedInfo), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(value, 'base64'));
    getAlgorithmName = (): string => METHOD('ecdsa', 'sha256');
  };
  verifier.loadSignature(/<Signature .*<\/Signature>/s.exec(xml)![0]);
  try { return verifier.checkSignature(xml) as boolean; } catch { return false; }
}

/** For KeyInfo: a certificate as PEM. */
export const x509Data = (...certificates: string[]): string =>
  `<X509Data>${certificates.map((pem) => `<X509Certificate>${pem.replace(/-----[^-]+-----|\s/g, '')}</X509Certificate>`).join('')}</X509Data>`;

/** For KeyInfo: a bare RSA key. */
export const rsaKeyValue = (key: KeyObject): string => {
  const { n, e } = key.export({ format: 'jwk' }) as { n: string; e: string };
  const base64 = (text: string): string => Buffer.from(text, 'base64url').toString('base64');
  return `<KeyValue><RSAKeyValue><Modulus>${base64(n)}</Modulus><Exponent>${base64(e)}</Exponent></RSAKeyValue></KeyValue>`;
};

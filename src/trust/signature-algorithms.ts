// The algorithms of XML signatures that are taken, by the names XML-DSig has for them. What is not listed is not verified.
import type { Canonicalisation } from './canonical-xml.js';

export interface Digest { hash: 'sha1' | 'sha256' | 'sha384' | 'sha512' }

export interface SignatureMethod extends Digest { key: 'rsa' | 'ec' }

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const ENC = 'http://www.w3.org/2001/04/xmlenc#';

export const ENVELOPED = `${DSIG}enveloped-signature`;
export const INCLUSIVE_C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const INCLUSIVE_C14N_1_1 = 'http://www.w3.org/2006/12/xml-c14n11';
export const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const SHA256 = `${ENC}sha256`;
export const ECDSA_SHA256 = `${MORE}ecdsa-sha256`;

export const CANONICALISATIONS: ReadonlyMap<string, Pick<Canonicalisation, 'kind' | 'comments'>> = new Map([
  [INCLUSIVE_C14N, { kind: '1.0', comments: false }], [`${INCLUSIVE_C14N}#WithComments`, { kind: '1.0', comments: true }],
  [INCLUSIVE_C14N_1_1, { kind: '1.1', comments: false }], [`${INCLUSIVE_C14N_1_1}#WithComments`, { kind: '1.1', comments: true }],
  [EXCLUSIVE_C14N, { kind: 'exclusive', comments: false }], [`${EXCLUSIVE_C14N}WithComments`, { kind: 'exclusive', comments: true }],
]);

export const DIGESTS: ReadonlyMap<string, Digest> = new Map([
  [`${DSIG}sha1`, { hash: 'sha1' }], [SHA256, { hash: 'sha256' }], [`${MORE}sha384`, { hash: 'sha384' }], [`${ENC}sha512`, { hash: 'sha512' }],
]);

export const SIGNATURE_METHODS: ReadonlyMap<string, SignatureMethod> = new Map([
  [`${DSIG}rsa-sha1`, { key: 'rsa', hash: 'sha1' }], [`${MORE}ecdsa-sha1`, { key: 'ec', hash: 'sha1' }],
  ...(['sha256', 'sha384', 'sha512'] as const).flatMap((hash): [string, SignatureMethod][] => [[`${MORE}rsa-${hash}`, { key: 'rsa', hash }], [`${MORE}ecdsa-${hash}`, { key: 'ec', hash }]]),
]);

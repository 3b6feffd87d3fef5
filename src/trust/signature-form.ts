// Whether a Signature is built in the one way that leaves no doubt about what it covers: the whole message, once, without itself. Freer forms are
// how signatures were moved from one content to another.
import { XMLDSIG, type Canonicalisation, type SignaturePart } from './canonical-xml.js';
import { CANONICALISATIONS, DIGESTS, ENVELOPED, EXCLUSIVE_C14N, INCLUSIVE_C14N, SIGNATURE_METHODS, type Digest, type SignatureMethod } from './signature-algorithms.js';

export interface SignatureForm {
  signedInfo: Canonicalisation;
  content: Canonicalisation;
  digest: Digest;
  digestValue: Buffer;
  method: SignatureMethod;
  value: Buffer;
  keyInfo: SignaturePart | undefined;
}

export type FormFault = 'form' | 'algorithm';

/** The names of all children in their order, those of other namespaces in full. */
export const childNames = ({ children }: SignaturePart): string => children.map(({ name, namespace }) => (namespace === XMLDSIG ? name : `{${namespace}}${name}`)).join(' ');

/** An element with nothing in it but these elements. */
const holds = (part: SignaturePart, ...lists: string[]): boolean => part.text.trim() === '' && lists.includes(childNames(part));

/** @returns undefined for anything but base64; white space stands where signers break lines. */
export const base64In = ({ text, children }: SignaturePart): Buffer | undefined => {
  const plain = text.replace(/[ \t\r\n]/g, '');
  return children.length === 0 && plain !== '' && /^[A-Za-z0-9+/]+={0,2}$/.test(plain) ? Buffer.from(plain, 'base64') : undefined;
};

const algorithmOf = ({ attributes }: SignaturePart): string => attributes.Algorithm ?? '';

const PREFIXES = `{${EXCLUSIVE_C14N}}InclusiveNamespaces`;

const canonicalisationOf = (part: SignaturePart): Canonicalisation | FormFault => {
  const named = CANONICALISATIONS.get(algorithmOf(part));
  if (!named) return 'algorithm';
  if (holds(part, '')) return named;
  if (named.kind !== 'exclusive' || !holds(part, PREFIXES)) return 'form';
  return { ...named, prefixes: (part.children[0]!.attributes.PrefixList ?? '').split(/\s+/).filter((prefix) => prefix !== '') };
};

/** Enveloped first, then how to write it; where that is not said, C14N 1.0 (XML-DSig 4.4.3.2). */
const contentFormOf = (transforms: SignaturePart): Canonicalisation | FormFault => {
  const [enveloped, written] = transforms.children;
  if (!holds(transforms, 'Transform', 'Transform Transform') || algorithmOf(enveloped!) !== ENVELOPED || !holds(enveloped!, '')) return 'form';
  return written ? canonicalisationOf(written) : CANONICALISATIONS.get(INCLUSIVE_C14N)!;
};

/** What a Signature says of itself, read strictly; nothing of it is proven yet. */
export function readSignatureForm(signature: SignaturePart): SignatureForm | FormFault {
  if (!holds(signature, 'SignedInfo SignatureValue', 'SignedInfo SignatureValue KeyInfo')) return 'form';
  const [info, signatureValue, keyInfo] = signature.children as [SignaturePart, SignaturePart, SignaturePart | undefined];
  if (!holds(info, 'CanonicalizationMethod SignatureMethod Reference')) return 'form';
  const [canonicalisation, signatureMethod, reference] = info.children as [SignaturePart, SignaturePart, SignaturePart];
  if (reference.attributes.URI !== '' || !holds(reference, 'Transforms DigestMethod DigestValue') || !holds(signatureMethod, '')) return 'form';
  const [transforms, digestMethod, digest] = reference.children as [SignaturePart, SignaturePart, SignaturePart];

  const [signedInfo, content] = [canonicalisationOf(canonicalisation), contentFormOf(transforms)];
  if (typeof signedInfo === 'string') return signedInfo;
  if (typeof content === 'string') return content;
  const [method, digestWith] = [SIGNATURE_METHODS.get(algorithmOf(signatureMethod)), DIGESTS.get(algorithmOf(digestMethod))];
  if (!method || !digestWith) return 'algorithm';
  const [value, digestValue] = [base64In(signatureValue), base64In(digest)];
  return value && digestValue && holds(digestMethod, '') ? { signedInfo, content, digest: digestWith, digestValue, method, value, keyInfo } : 'form';
}

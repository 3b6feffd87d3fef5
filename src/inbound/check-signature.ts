// Way in, beside validate: whose signature does the message carry? A finding, unless the network file requires one of this centre; then a reason to refuse.
import { isDeepStrictEqual } from 'node:util';
import type { DecodedMessage, Format } from '../format/format.js';
import { error, warning, type Issue } from '../model/issue.js';
import { verifyXmlSignature, type SignatureFault, type TrustedSigners, type Weakness } from '../trust/verify-xml-signature.js';

/** What the network file says of the signatures of one centre. */
export interface SignatureRules extends TrustedSigners { required: boolean }

/** `reading`: what was signed reads otherwise than what arrived. */
type Fault = SignatureFault | 'reading';

interface Finding { code: 'SIGNATURE_UNVERIFIED' | 'SIGNATURE_INVALID'; message: string }

const unverified = (message: string): Finding => ({ code: 'SIGNATURE_UNVERIFIED', message });
const invalid = (message: string): Finding => ({ code: 'SIGNATURE_INVALID', message });

const FINDINGS: Readonly<Record<Fault, Finding>> = {
  'no-signer': unverified('Whose signature this is, is not known: no key is recorded for this sender. For a centre of the network, give the operator the public key, or the certificate of the authority, for signing.keys.'),
  unreadable: unverified('The signature cannot be checked: the message has no canonical form here. Write it in UTF-8, with absolute namespace names.'),
  several: unverified('The message holds more than one Signature element, so it is not clear which counts. Sign it once.'),
  place: unverified('The Signature has to be the last element of the alert; sign the finished message.'),
  comment: unverified('A comment stands inside a value. A signature does not cover comments, so leave it out and sign again.'),
  form: unverified('The signature does not cover the whole message in the one way taken here: one Reference with URI="", the transforms enveloped-signature and at most one canonicalisation, no Object.'),
  algorithm: unverified('The signature uses an algorithm that is not taken. Take C14N 1.0, SHA-256 to SHA-512, and RSA (PKCS#1 v1.5) or ECDSA.'),
  stranger: unverified('The signature is by a key that is not recorded for this centre. Sign with a recorded key, or give the operator the new one for signing.keys.'),
  certificate: unverified('The signature is not by a recorded key, and no certificate in it counts. That has to be issued by an authority recorded for this centre, and to stand alone in KeyInfo.'),
  'certificate-dates': unverified('The certificate in the signature, or that of its authority, is not valid today. Sign with a certificate that is.'),
  digest: invalid('The message is not the one that was signed: it was changed afterwards. Send the bytes exactly as they were signed.'),
  value: invalid('The signature fits no key recorded for this sender, nor the one it names itself: it was made with another key, or changed afterwards.'),
  reading: invalid('What was signed reads otherwise than what arrived. Write the message in UTF-8 and sign it again.'),
};

const WEAKNESSES: Readonly<Record<Weakness, string>> = {
  sha1: 'The signature is good, but it uses SHA-1, with which two messages can be made that share one signature. Take SHA-256.',
  'short-key': 'The signature is good, but its RSA key is shorter than 2048 bits. Take a longer one.',
};

/** Whoever reads on reads what arrived; the proof is about what was signed. Both have to say the same. */
const readsTheSame = (content: Uint8Array, { alert }: DecodedMessage, format: Format): boolean => {
  const decoded = format.decode(content);
  return 'messages' in decoded && decoded.messages.length === 1 && isDeepStrictEqual(decoded.messages[0]!.alert, alert);
};

async function judge(bytes: Uint8Array, message: DecodedMessage, format: Format, rules: SignatureRules, now: Date): Promise<{ fault: Fault } | { weak: Weakness[] }> {
  const verified = await verifyXmlSignature(bytes, rules, now);
  return 'fault' in verified || readsTheSame(verified.content, message, format) ? verified : { fault: 'reading' };
}

/** @param bytes as they were received. */
export async function checkSignature(bytes: Uint8Array, message: DecodedMessage, format: Format, rules: SignatureRules, now: Date): Promise<Issue[]> {
  const make = rules.required ? error : warning;
  const { path, line, column } = message.locate(message.signed ? '/Signature' : '');
  if (!message.signed) return rules.required ? [error('SIGNATURE_MISSING', path, 'The message carries no signature, and this centre has to sign what it sends. Send CAP 1.2 in XML, signed.', { line, column })] : [];
  const judged = await judge(bytes, message, format, rules, now);
  if ('weak' in judged) return judged.weak.map((weakness) => warning('SIGNATURE_WEAK', path, WEAKNESSES[weakness], { line, column }));
  const { code, message: text } = FINDINGS[judged.fault];
  return [make(code, path, text, { line, column })];
}

// Enveloped XML signatures (rules S01 to S03): every algorithm that is taken, made by xml-crypto, and every way to make one cover what it should not.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHmac, createPublicKey, generateKeyPairSync, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { verifyXmlSignature, type TrustedSigners } from '../../src/trust/verify-xml-signature.js';
import { authority, issue } from '../certificates.js';
import { SAMPLE } from '../cap/sample.js';
import { DIGEST, ENVELOPED, EXCLUSIVE, INCLUSIVE, INCLUSIVE_1_1, METHOD, rsaKeyValue, signXml, x509Data, type SigningSpec } from '../sign-xml.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const [p256, p384, p521] = ['P-256', 'P-384', 'P-521'].map((namedCurve) => generateKeyPairSync('ec', { namedCurve }));
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Of what canonical forms tell apart: a declaration nobody uses, a comment, CDATA, letters of two and four bytes. */
const MESSAGE = SAMPLE.replace('<alert xmlns', '<!-- before --><alert xmlns:unused="urn:example:unused" xmlns')
  .replace('<source>', '<!-- between --><source>').replace('Night desk', '<![CDATA[Desk & Ñandú 𝄞]]>');

const pinned = (...keys: KeyObject[]): TrustedSigners => ({ keys, authorities: [] });
const verdict = async (xml: string | Buffer, trusted: TrustedSigners = pinned(rsa.publicKey)): Promise<string> => {
  const verified = await verifyXmlSignature(Buffer.from(xml as string), trusted, new Date());
  return 'fault' in verified ? verified.fault : ['good', ...verified.weak].join(' ');
};
const GOOD = signXml(MESSAGE, { key: rsa.privateKey });

/** With one thing changed; a change that finds nothing to change is a mistake of the test. */
const changed = (from: string | RegExp, to: string, xml = GOOD): string => {
  const result = xml.replace(from, to);
  expect(result).not.toBe(xml);
  return result;
};

describe('a good signature', () => {
  test.each([INCLUSIVE, `${INCLUSIVE}#WithComments`, INCLUSIVE_1_1, `${INCLUSIVE_1_1}#WithComments`, EXCLUSIVE, `${EXCLUSIVE}WithComments`])('is known in the canonical form %s', async (canonicalisation) => {
    expect(await verdict(signXml(SAMPLE.replace('<alert xmlns', '<alert xmlns:unused="urn:example:unused" xmlns'), { key: rsa.privateKey, canonicalisation }))).toBe('good');
  });

  test.each(['sha256', 'sha384', 'sha512'] as const)('is known with RSA and each curve, and %s', async (hash) => {
    for (const { privateKey, publicKey } of [rsa, p256!, p384!, p521!]) expect(await verdict(signXml(MESSAGE, { key: privateKey, hash }), pinned(publicKey))).toBe('good');
  });

  test('covers comments, CDATA and letters of any length as canonical forms have them', async () => {
    expect(await verdict(GOOD)).toBe('good');
    expect(await verdict(signXml(MESSAGE, { key: rsa.privateKey, canonicalisation: INCLUSIVE }))).toBe('good');
    expect(await verdict(signXml(MESSAGE, { key: rsa.privateKey, canonicalisation: INCLUSIVE_1_1 }))).toBe('good');
  });

  test('may have its own form in one way and its content in another', async () => {
    expect(await verdict(signXml(MESSAGE, { key: rsa.privateKey, canonicalisation: EXCLUSIVE, transforms: [ENVELOPED, INCLUSIVE_1_1] }))).toBe('good');
    expect(await verdict(signXml(MESSAGE, { key: rsa.privateKey, canonicalisation: INCLUSIVE_1_1, transforms: [ENVELOPED, EXCLUSIVE] }))).toBe('good');
  });

  test('in C14N 1.1 lets SignedInfo inherit a language, and no id', async () => {
    const marked = signXml(SAMPLE.replace('<alert ', '<alert xml:id="a" xml:lang="en" '), { key: rsa.privateKey, canonicalisation: INCLUSIVE_1_1 });
    const signed = (attributes: string): string => resigned(marked, INCLUSIVE_1_1, rsa.privateKey, attributes);
    expect(await verdict(signed(' xml:lang="en"'))).toBe('good');
    expect(await verdict(signed(' xml:id="a" xml:lang="en"'))).toBe('value');
  });

  test('needs no canonical form named for the content: then it is C14N 1.0', async () => {
    const named = signXml(SAMPLE, { key: rsa.privateKey, canonicalisation: INCLUSIVE });
    const unnamed = resigned(named.replace(`<Transform Algorithm="${INCLUSIVE}"/>`, ''), INCLUSIVE);
    expect(await verdict(unnamed)).toBe('good');
  });

  test('stays good in any encoding and with any line ends, for its bytes are read as they came', async () => {
    const utf16 = Buffer.from(`\ufeff${GOOD.replace('encoding="UTF-8"', 'encoding="UTF-16"')}`, 'utf16le');
    expect(await verdict(utf16)).toBe('good');
    expect(await verdict(GOOD.replace(/\n/g, '\r\n'))).toBe('good');
  });

  test('may be by any of several keys', async () => {
    expect(await verdict(GOOD, pinned(p256!.publicKey, stranger.publicKey, rsa.publicKey))).toBe('good');
  });

  test('is called weak with SHA-1 or a short key', async () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
    expect(await verdict(signXml(SAMPLE, { key: rsa.privateKey, hash: 'sha1' }))).toBe('good sha1');
    expect(await verdict(signXml(SAMPLE, { key: p256!.privateKey, hash: 'sha1' }), pinned(p256!.publicKey))).toBe('good sha1');
    expect(await verdict(signXml(SAMPLE, { key: short.privateKey }), pinned(short.publicKey))).toBe('good short-key');
  });

  test('hands over what was signed, without the signature', async () => {
    const verified = await verifyXmlSignature(Buffer.from(GOOD), pinned(rsa.publicKey), new Date());
    const content = 'content' in verified ? verified.content.toString('utf8') : '';
    expect(content).toContain('Desk &amp; Ñandú 𝄞');
    expect(content).not.toMatch(/Signature|<!--/);
  });
});

/** Signs the SignedInfo of a message anew as it stands there, whatever it says: what a centre could sign that does not know better. */
function resigned(xml: string, canonicalisation = EXCLUSIVE, key: KeyObject = rsa.privateKey, inherited = ''): string {
  const { canonicalInfo } = infoOf(xml, canonicalisation, inherited);
  return xml.replace(/<SignatureValue>[^<]*/, `<SignatureValue>${sign('sha256', Buffer.from(canonicalInfo), { key, dsaEncoding: 'ieee-p1363' }).toString('base64')}`);
}

/** xml-crypto writes SignedInfo nearly canonical: what is missing are the namespaces of its surroundings and end tags. */
function infoOf(xml: string, canonicalisation: string, inherited = ''): { canonicalInfo: string } {
  const info = /<SignedInfo>.*<\/SignedInfo>/s.exec(xml)![0];
  const namespaces = [' xmlns="http://www.w3.org/2000/09/xmldsig#"', ...(canonicalisation === INCLUSIVE && xml.includes('xmlns:unused') ? [' xmlns:unused="urn:example:unused"'] : [])].join('');
  return { canonicalInfo: info.replace('<SignedInfo>', `<SignedInfo${namespaces}${inherited}>`).replace(/<(\w+)([^<>]*?)\s*\/>/g, '<$1$2></$1>') };
}

describe('a signature that is none', () => {
  test('a changed message', async () => {
    expect(await verdict(changed('Red jacket', 'Blue jacket'))).toBe('digest');
    expect(await verdict(changed('</info>', '<!-- x --></info>'))).toBe('good');
    expect(await verdict(changed('</info>', ' </info>'))).toBe('digest');
  });

  test('a changed digest, value or method', async () => {
    expect(await verdict(changed(/<DigestValue>./, '<DigestValue>/'))).toBe('digest');
    expect(await verdict(changed(/<SignatureValue>..../, '<SignatureValue>AAAA'))).toBe('value');
    expect(await verdict(changed(METHOD('rsa', 'sha256'), METHOD('rsa', 'sha512')))).toBe('value');
  });

  test('another message under the same signature, with its digest put in', async () => {
    const other = signXml(MESSAGE.replace('Red jacket', 'Blue jacket'), { key: stranger.privateKey });
    const value = /<SignatureValue>[^<]*/.exec(GOOD)![0];
    expect(await verdict(other.replace(/<SignatureValue>[^<]*/, value))).toBe('value');
  });

  test('ECDSA in DER, which XML-DSig does not have', async () => {
    const good = signXml(SAMPLE, { key: p256!.privateKey });
    const der = sign('sha256', Buffer.from(infoOf(good, EXCLUSIVE).canonicalInfo), p256!.privateKey).toString('base64');
    expect(await verdict(resigned(good, EXCLUSIVE, p256!.privateKey), pinned(p256!.publicKey))).toBe('good');
    expect(await verdict(good.replace(/<SignatureValue>[^<]*/, `<SignatureValue>${der}`), pinned(p256!.publicKey))).toBe('value');
  });

  test('a secret shared with everybody: HMAC with the public key', async () => {
    const hmac = 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256';
    const asked = changed(METHOD('rsa', 'sha256'), hmac);
    const value = createHmac('sha256', rsa.publicKey.export({ type: 'spki', format: 'pem' })).update(infoOf(asked, EXCLUSIVE).canonicalInfo).digest('base64');
    expect(await verdict(asked.replace(/<SignatureValue>[^<]*/, `<SignatureValue>${value}`))).toBe('algorithm');
  });

  test('any other bytes: whatever is changed, nothing breaks, and only what was signed is ever called good', async () => {
    const bytes = Buffer.from(signXml(SAMPLE, { key: rsa.privateKey, keyInfo: rsaKeyValue(rsa.publicKey) }));
    const contentOf = async (changed: Buffer): Promise<Buffer | undefined> => {
      const verified = await verifyXmlSignature(changed, pinned(rsa.publicKey), new Date());
      return 'content' in verified ? verified.content : undefined;
    };
    const signed = (await contentOf(bytes))!;
    await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(20), fc.constantFrom('', 'A', '/', ' ', '<', '>', '&', '"', '<!---->', '<a/>', '\0', '\u00ff'), async (at, length, put) => {
      const content = await contentOf(Buffer.concat([bytes.subarray(0, at), Buffer.from(put, 'latin1'), bytes.subarray(at + length)]));
      expect(content ?? signed).toEqual(signed);
    }), { numRuns: 500 });
  });

  test('a key brought along that is no key, or hardly one, says nothing', async () => {
    for (const [modulus, exponent] of [['AQ==', 'AQ=='], ['AAAA', 'AAAA'], ['////', 'AQAB'], ['A'.repeat(40_000), 'AQAB'], ['!', 'AQAB']]) {
      const keyInfo = `<KeyValue><RSAKeyValue><Modulus>${modulus}</Modulus><Exponent>${exponent}</Exponent></RSAKeyValue></KeyValue>`;
      expect(await verdict(signXml(SAMPLE, { key: stranger.privateKey, keyInfo }))).toBe('value');
    }
  });

  test('nothing recorded to check it by', async () => { expect(await verdict(GOOD, pinned())).toBe('no-signer'); });
});

describe('a signature that could cover something else', () => {
  const SIGNATURE = /<Signature .*<\/Signature>/s.exec(GOOD)![0];
  const bare = GOOD.replace(SIGNATURE, '');

  test.each<[string, () => string, string]>([
    ['a second Signature', () => changed('</alert>', `${SIGNATURE}</alert>`), 'several'],
    ['a second Signature hidden in the first', () => changed('</Signature>', `<Object>${SIGNATURE}</Object></Signature>`), 'several'],
    ['no Signature where one was promised', () => bare, 'several'],
    ['the signed alert inside a false one', () => bare.replace('Red jacket', 'Blue jacket').replace('</alert>', `<info>${GOOD.replace(/^.*?<alert/s, '<alert')}</info></alert>`), 'place'],
    ['the signed alert in an Object of the moved signature', () => bare.replace('Red jacket', 'Blue jacket').replace('</alert>', SIGNATURE.replace('</Signature>', `<Object>${bare.replace(/^.*?<alert/s, '<alert')}</Object></Signature></alert>`)), 'form'],
    ['the Signature before the content', () => bare.replace('<identifier>', `${SIGNATURE}<identifier>`), 'place'],
    ['the Signature inside info', () => bare.replace('</info>', `${SIGNATURE}</info>`), 'place'],
    ['content behind the Signature', () => changed('</alert>', '<note>More</note></alert>'), 'place'],
    ['the Signature as the root', () => SIGNATURE, 'place'],
    ['a comment in a value', () => changed('AL-2026-0007.2', 'AL-2026-0007<!-- -->.2'), 'comment'],
    ['a comment in the digest', () => changed('<DigestValue>', '<DigestValue><!-- -->'), 'comment'],
    ['CDATA in the signature value', () => changed(/<SignatureValue>([^<]*)/, '<SignatureValue><![CDATA[$1]]>'), 'form'],
    ['a comment in SignedInfo', () => changed('<SignedInfo>', '<SignedInfo><!-- -->'), 'form'],
    ['text in SignedInfo', () => changed('<SignedInfo>', '<SignedInfo>x'), 'form'],
    ['a Reference to an id', () => resigned(changed('URI=""', 'URI="#a"').replace('<alert ', '<alert Id="a" ')), 'form'],
    ['a Reference to the root by xpointer', () => resigned(changed('URI=""', 'URI="#xpointer(/)"')), 'form'],
    ['a Reference to elsewhere', () => resigned(changed('URI=""', 'URI="http://127.0.0.1/alert.xml"')), 'form'],
    ['a Reference without URI', () => resigned(changed(' URI=""', '')), 'form'],
    ['two References', () => resigned(changed(/<Reference .*<\/Reference>/s, '$&$&')), 'form'],
    ['an Object', () => changed('</Signature>', '<Object/></Signature>'), 'form'],
    ['a transform by XPath', () => resigned(changed(ENVELOPED, 'http://www.w3.org/TR/1999/REC-xpath-19991116')), 'form'],
    ['a transform by XSLT', () => resigned(changed(`Algorithm="${EXCLUSIVE}"/></Transforms>`, 'Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/></Transforms>')), 'algorithm'],
    ['three transforms', () => resigned(changed(`<Transform Algorithm="${EXCLUSIVE}"/>`, '$&$&')), 'form'],
    ['no transforms', () => resigned(changed(/<Transforms>.*<\/Transforms>/s, '')), 'form'],
    ['a canonical form that is not taken', () => changed(`<CanonicalizationMethod Algorithm="${EXCLUSIVE}"`, '<CanonicalizationMethod Algorithm="http://www.w3.org/2010/xml-c14n2"'), 'algorithm'],
    ['prefixes for a canonical form that has none', () => changed(`<CanonicalizationMethod Algorithm="${EXCLUSIVE}"/>`, `<CanonicalizationMethod Algorithm="${INCLUSIVE_1_1}"><InclusiveNamespaces xmlns="${EXCLUSIVE}" PrefixList="a"/></CanonicalizationMethod>`), 'form'],
    ['a digest that is not taken', () => changed(DIGEST.sha256, 'http://www.w3.org/2001/04/xmldsig-more#md5'), 'algorithm'],
    ['an algorithm named like a member of every object', () => changed(METHOD('rsa', 'sha256'), '__proto__'), 'algorithm'],
    ['a value that is no base64', () => changed(/<SignatureValue>/, '<SignatureValue>!'), 'form'],
    ['a name of a namespace that has no canonical form', () => changed('xmlns:unused="urn:example:unused"', 'xmlns:unused="relative"'), 'unreadable'],
  ])('%s', async (_, forge, fault) => { expect(await verdict(forge())).toBe(fault); });
});

describe('by whom', () => {
  const ca = authority('Authority of Albania');
  const desk = issue({ name: 'desk', by: ca });
  const trusting = (...authorities: { cert: string }[]): TrustedSigners => ({ keys: [], authorities: authorities.map(({ cert }) => new X509Certificate(cert)) });
  const by = (signer: { privateKey: KeyObject }, keyInfo: string, more: Partial<SigningSpec> = {}): string => signXml(SAMPLE, { key: signer.privateKey, keyInfo, ...more });

  test('a certificate of a recorded authority is enough', async () => {
    expect(await verdict(by(desk, x509Data(desk.cert)), trusting(authority('Another'), ca))).toBe('good');
  });

  test('a key the message brings along is never believed', async () => {
    const own = signXml(SAMPLE, { key: stranger.privateKey, keyInfo: rsaKeyValue(stranger.publicKey) });
    expect(await verdict(own)).toBe('stranger');
    expect(await verdict(own, trusting(ca))).toBe('stranger');
    expect(await verdict(by(desk, x509Data(desk.cert)))).toBe('stranger');
    expect(await verdict(signXml(SAMPLE, { key: stranger.privateKey }))).toBe('value');
  });

  test.each<[string, () => string, string]>([
    ['of an authority of the same name', () => { const false_ = authority('Authority of Albania'); const other = issue({ name: 'desk', by: false_ }); return by(other, x509Data(other.cert)); }, 'certificate'],
    ['that signed itself', () => { const own = issue({ name: 'desk' }); return by(own, x509Data(own.cert)); }, 'certificate'],
    ['of an authority below the recorded one', () => { const below = issue({ name: 'Below', by: ca, ca: true }); const other = issue({ name: 'desk', by: below }); return by(other, x509Data(other.cert)); }, 'certificate'],
    ['of the authority itself', () => by(ca, x509Data(ca.cert)), 'certificate'],
    ['that has ended', () => { const ended = issue({ name: 'desk', by: ca, from: -9, until: -1 }); return by(ended, x509Data(ended.cert)); }, 'certificate-dates'],
    ['that is not valid yet', () => { const early = issue({ name: 'desk', by: ca, from: 1 }); return by(early, x509Data(early.cert)); }, 'certificate-dates'],
    ['of somebody else', () => by(issue({ name: 'desk' }), x509Data(desk.cert)), 'value'],
    ['beside a second one', () => by(desk, x509Data(desk.cert, issue({ name: 'x', by: ca }).cert)), 'certificate'],
    ['beside another way to name a key', () => by(desk, `${x509Data(desk.cert)}<KeyName>desk</KeyName>`), 'certificate'],
    ['that is none', () => by(desk, '<X509Data><X509Certificate>AAAA</X509Certificate></X509Data>'), 'certificate'],
    ['that is missing', () => by(desk, ''), 'certificate'],
  ])('a certificate %s is not', async (_, make, fault) => { expect(await verdict(make(), trusting(ca))).toBe(fault); });

  test('an authority that has ended vouches for nobody', async () => {
    const ended = issue({ name: 'Ended', ca: true, from: -9, until: -1 });
    const leaf = issue({ name: 'desk', by: ended });
    expect(await verdict(by(leaf, x509Data(leaf.cert)), trusting(ended))).toBe('certificate-dates');
  });

  test('a recorded key counts whatever the message says of its key', async () => {
    expect(await verdict(by(desk, rsaKeyValue(stranger.publicKey)), pinned(createPublicKey(desk.privateKey)))).toBe('good');
  });
});

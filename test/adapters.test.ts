// Every folder under adapters/ has to keep these promises; a new one is found by itself.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { loadAdapters } from '../src/adapter/load-adapters.js';
import { capXmlFormat } from '../src/cap/cap-formats.js';
import { checkAlert } from '../src/cap/check-alert.js';
import { AlertBridgeError } from '../src/errors.js';
import type { DecodedMessage, Format } from '../src/format/format.js';
import type { Alert } from '../src/model/generated/alert.js';
import { adapterFile } from './adapter/national-documents.js';

const formats = await loadAdapters();

/** A document is JSON or XML; what is expected of it is JSON. */
const DOCUMENT = /\.(?:json|xml)$/;

const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const fixtures = (id: string): URL => adapterFile(`${id}/fixtures/`);
const fixture = (id: string, name: string): Uint8Array => readFileSync(new URL(name, fixtures(id)));
const expected = <T>(id: string, name: string): T => JSON.parse(readFileSync(new URL(name, fixtures(id)), 'utf8')) as T;

const namesOf = (id: string): string[] => readdirSync(fixtures(id)).filter((name) => DOCUMENT.test(name) && !/\.(?:alert|issues)\.json$/.test(name));
const validOf = (id: string): string[] => namesOf(id).filter((name) => !name.startsWith('invalid-'));
const invalidOf = (id: string): string[] => namesOf(id).filter((name) => name.startsWith('invalid-'));

const messagesOf = (format: Format, bytes: Uint8Array): DecodedMessage[] => {
  const decoded = format.decode(bytes);
  if ('unreadable' in decoded) throw new Error(`unreadable: ${JSON.stringify(decoded.unreadable)}`);
  return decoded.messages;
};

/** The alert as the gateway keeps it: what the adapter noticed stands in `gateway`. */
const withNotes = ({ alert, assigned, extracted, statusSignals }: DecodedMessage): unknown => {
  const notes = Object.entries({ statusSignals, assigned, extracted }).filter(([, value]) => value?.length);
  return { ...alert, ...(notes.length && { gateway: Object.fromEntries(notes) }) };
};

const isWritten = (format: Format): boolean => format.manifest.direction !== 'in';

const alertsOf = (format: Format): Alert[] => validOf(format.id)
  .flatMap((name) => messagesOf(format, fixture(format.id, name)))
  .flatMap(({ alert }) => (alert ? [alert] : []));

const sourceOf = (id: string): [string, string][] => readdirSync(adapterFile(`${id}/`))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => [name, readFileSync(adapterFile(`${id}/${name}`), 'utf8')]);

/** The document in CAP's own namespace. */
const namespaced = ({ manifest: { namespace } }: Format, bytes: Uint8Array): Uint8Array =>
  (namespace ? new TextEncoder().encode(new TextDecoder().decode(bytes).replace(`xmlns="${namespace}"`, 'xmlns="urn:oasis:names:tc:emergency:cap:1.2"')) : bytes);

const undeclared = 'The format has no place for this value.';

test('there are adapters to check', () => {
  expect(formats.map(({ id }) => id)).toEqual(expect.arrayContaining(['al', 'nl-burgernet']));
});

describe.each(formats.map((format) => [format.id, format] as const))('adapter %s', (id, format) => {
  test('has fixtures that decode and fixtures that are refused', () => {
    expect(validOf(id).length).toBeGreaterThan(3);
    expect(invalidOf(id).length).toBeGreaterThan(0);
  });

  test.each(validOf(id))('recognises %s as its own', (name) => {
    expect(format.detects(fixture(id, name))).toBe(true);
  });

  test.each(validOf(id))('decodes %s to the expected alerts', (name) => {
    const alerts = messagesOf(format, fixture(id, name)).map(withNotes);
    expect(alerts).toEqual(expected(id, name.replace(DOCUMENT, '.alert.json')));
  });

  test.each(validOf(id))('decodes %s twice to the same', (name) => {
    expect(messagesOf(format, fixture(id, name)).map(withNotes)).toEqual(messagesOf(format, fixture(id, name)).map(withNotes));
  });

  test.each(validOf(id))('makes conforming CAP of %s', (name) => {
    const messages = messagesOf(format, fixture(id, name));
    expect(messages.flatMap(({ alert, locate }) => (alert ? checkAlert(alert, locate) : [])).filter(({ level }) => level === 'error')).toEqual([]);
  });

  test.each(invalidOf(id))('finds every fault of %s, and no other', (name) => {
    const decoded = format.decode(fixture(id, name));
    const issues = 'unreadable' in decoded ? decoded.unreadable : decoded.messages.flatMap((message) => message.issues);
    expect(issues.map(({ code, path }) => ({ code, path }))).toEqual(expected(id, name.replace(DOCUMENT, '.issues.json')));
    expect(issues.filter(({ line, column }) => !line || !column)).toEqual([]);
  });

  const written = isWritten(format) ? test : test.skip;

  (format.manifest.dialectOf ? test : test.skip).each(validOf(id))('loses nothing of %s that CAP reads', (name) => {
    const [plain] = messagesOf(capXmlFormat, namespaced(format, fixture(id, name)));
    const [own] = messagesOf(format, fixture(id, name));
    const changed = [...own?.repairs ?? [], ...own?.assigned ?? []].map(({ path }) => path);
    expect(without(changed, own?.alert)).toMatchObject(without(changed, plain?.alert) as object);
  });

  written('gives its own alerts back as they were, but for the losses it names', () => {
    for (const alert of alertsOf(format)) {
      const { body, losses } = format.encode(alert, {});
      const [back] = messagesOf(format, body);
      const paths = losses.map(({ path }) => path);
      expect(without(paths, back?.alert)).toEqual(without(paths, alert));
      expect(back?.issues).toEqual([]);
      expect(losses.filter(({ message }) => message === undeclared)).toEqual([]);
    }
  });

  written('writes what it recognises itself, of the type its manifest names, twice the same', () => {
    for (const alert of alertsOf(format)) {
      const [first, second] = [format.encode(alert, {}), format.encode(alert, {})];
      expect(format.detects(first.body)).toBe(true);
      expect(first.contentType).toBe(format.manifest.mediaType);
      expect(second).toEqual(first);
    }
  });

  written.each(formats.filter((other) => other.id !== id).map((other) => [other.id, other] as const))('carries the alerts of %s, or says why it cannot', (_, other) => {
    for (const alert of alertsOf(other)) {
      try {
        const { body, losses } = format.encode(alert, {});
        expect(messagesOf(format, body).map((message) => message.alert?.msgType)).toEqual([alert.msgType]);
        expect(losses.filter(({ message }) => message === undeclared)).toEqual([]);
        expect(losses.every(({ code, level }) => code === 'LOSS' && level === 'note')).toBe(true);
      } catch (problem) {
        expect(problem).toMatchObject({ code: 'ENCODE_FAILED', issues: [expect.objectContaining({ level: 'error' })] });
      }
    }
  });

  written('never hands on what the gateway noticed', () => {
    const [alert] = alertsOf(format);
    const { body, losses } = format.encode({ ...alert!, gateway: { adapter: 'SECRET-NOTE' } }, {});
    expect(new TextDecoder().decode(body)).not.toContain('SECRET-NOTE');
    expect(losses.filter(({ path }) => path.startsWith('/gateway'))).toEqual([]);
  });

  test('imports nothing but the kit and its own files, and knows no clock, chance, network or process', () => {
    for (const [name, source] of sourceOf(id)) {
      const imported = [...source.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1]);
      expect([name, imported.filter((path) => path !== '../../src/adapter/kit.js' && !/^\.\/[a-z-]+\.js$/.test(path!))]).toEqual([name, []]);
      expect([name, source.match(/\b(?:Date|Math\.random|process|globalThis|fetch|require|eval|Function|setTimeout)\b\s*[(.]/g)]).toEqual([name, null]);
    }
  });

  (format.manifest.syntax === 'json' ? test : test.skip)('survives hostile documents: issues, never an exception', () => {
    const seeds = validOf(id).map((name) => JSON.parse(new TextDecoder().decode(fixture(id, name))) as unknown);
    fc.assert(fc.property(fc.constantFrom(...seeds), fc.nat(), fc.oneof(fc.jsonValue(), fc.constantFrom('', '\u0000', '\u202E', '<', '&', '9'.repeat(400), 1e308, [], {})), (seed, place, value) => {
      const decoded = format.decode(bytesOf(spoilt(seed, place, value)));
      const codes = 'unreadable' in decoded ? [] : decoded.messages.flatMap(({ issues }) => issues.map(({ code }) => code));
      expect(codes).not.toContain('ADAPTER_FAILED');
    }), { numRuns: 300 });
  });

  test('survives arbitrary bytes', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => {
      expect('unreadable' in format.decode(bytes) || !format.detects(bytes)).toBe(true);
    }));
  });

  (format.manifest.syntax === 'xml' ? test : test.skip)('survives XML that is spoilt anywhere: issues, never an exception', () => {
    const seeds = validOf(id).map((name) => new TextDecoder().decode(fixture(id, name)));
    fc.assert(fc.property(fc.constantFrom(...seeds), fc.nat(), fc.nat({ max: 40 }), fc.constantFrom('', '<', '&', '</', ' x="', '<__proto__>1</__proto__>', '<constructor/>', '\u202E', '9'.repeat(400)), (seed, place, length, piece) => {
      const at = place % seed.length;
      const decoded = format.decode(new TextEncoder().encode(seed.slice(0, at) + piece + seed.slice(at + length)));
      const codes = 'unreadable' in decoded ? [] : decoded.messages.flatMap(({ issues }) => issues.map(({ code }) => code));
      expect(codes).not.toContain('ADAPTER_FAILED');
    }), { numRuns: 300 });
  });

  written('writes a spoilt alert or refuses it, and never fails otherwise', () => {
    fc.assert(fc.property(fc.constantFrom(...formats.flatMap(alertsOf)), fc.nat(), fc.oneof(fc.constant('\u0000 ,<&'), fc.constant('not a time'), fc.constant('9'.repeat(400)), fc.string()), (alert, place, value) => {
      try {
        expect(messagesOf(format, format.encode(spoilt(alert, place, value) as Alert, {}).body)).toHaveLength(1);
      } catch (problem) {
        expect([problem instanceof AlertBridgeError, (problem as AlertBridgeError).code]).toEqual([true, 'ENCODE_FAILED']);
      }
    }), { numRuns: 300 });
  });
});

/** A copy without the values at these pointers. */
function without(paths: readonly string[], value: unknown, at = ''): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !paths.includes(`${at}/${key}`)).map(([key, inner]) => [key, without(paths, inner, `${at}/${key}`)] as const);
  return Array.isArray(value) ? kept.map(([, inner]) => inner) : Object.fromEntries(kept);
}

/** A copy with one value, the one at this count in document order, replaced. */
function spoilt(seed: unknown, place: number, value: unknown): unknown {
  let left = place % JSON.stringify(seed).split(/[:,[]/).length;
  const visit = (node: unknown): unknown => {
    left -= 1;
    if (left < 0) { left = Infinity; return value; }
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node === 'object' && node !== null) return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, visit(inner)]));
    return node;
  };
  return visit(seed);
}

// Every folder under adapters/ has to keep these promises; a new one is found by itself.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { conformanceOf } from '../src/adapter/conformance/conformance.js';
import { loadAdapters } from '../src/adapter/load-adapters.js';
import { capXmlFormat } from '../src/cap/cap-formats.js';
import { AlertBridgeError } from '../src/errors.js';
import type { DecodedMessage, Format } from '../src/format/format.js';
import type { Alert } from '../src/model/generated/alert.js';
import { adapterFile } from './adapter/national-documents.js';

const formats = await loadAdapters();

const folderOf = (id: string): string => id.replace(/-(?:csv|text)$/, '');

/** Forms are one code under many labels. What costs time is done to a few: letters beyond Latin, commas between cells, days that begin with the year. */
const THOROUGH = new Set(['gr', 'gr-text', 'ie-csv', 'hu']);
const isQuick = (id: string): boolean => existsSync(adapterFile(`${folderOf(id)}/form.json`)) && !THOROUGH.has(id);

/** The alerts of all others are carried in JSON by every form. */
const isLeftOut = (id: string, check: string): boolean => isQuick(id) && (/any value|spoilt/.test(check) || (check.startsWith('carries') && id !== folderOf(id)));

const conformance = (await conformanceOf()).map(({ id, checks }) => ({ id, checks: checks.filter(({ name }) => !isLeftOut(id, name)) }));

const ENDINGS = { json: '.json', xml: '.xml', csv: '.csv', text: '.txt' } as const;

const fixtures = (id: string): URL => adapterFile(`${folderOf(id)}/fixtures/`);
const fixture = (id: string, name: string): Uint8Array => readFileSync(new URL(name, fixtures(id)));
const validOf = ({ id, manifest: { syntax } }: Format): string[] => readdirSync(fixtures(id)).filter((name) => name.endsWith(ENDINGS[syntax]) && !/\.(?:alert|issues)\.json$/.test(name) && !name.startsWith('invalid-'));

const messagesOf = (format: Format, bytes: Uint8Array): DecodedMessage[] => {
  const decoded = format.decode(bytes);
  if ('unreadable' in decoded) throw new Error(`unreadable: ${JSON.stringify(decoded.unreadable)}`);
  return decoded.messages;
};

const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

const alertsOf = (format: Format): Alert[] => (format.manifest.direction === 'out' ? [] : validOf(format))
  .flatMap((name) => messagesOf(format, fixture(format.id, name)))
  .flatMap(({ alert }) => (alert ? [alert] : []));

test('there are adapters to check', () => {
  expect(formats.map(({ id }) => id)).toEqual(expect.arrayContaining(['al', 'nl-burgernet', 'rs']));
});

describe.each(conformance.map(({ id, checks }) => [id, checks] as const))('adapter %s', (_, checks) => {
  test.each(checks.map((check) => [check.name, check] as const))('%s', (__, check) => {
    expect(check.run()).toEqual([]);
  });
});

/** The document in CAP's own namespace. */
const namespaced = ({ manifest: { namespace } }: Format, bytes: Uint8Array): Uint8Array =>
  (namespace ? new TextEncoder().encode(new TextDecoder().decode(bytes).replace(`xmlns="${namespace}"`, 'xmlns="urn:oasis:names:tc:emergency:cap:1.2"')) : bytes);

const dialects = formats.filter(({ manifest }) => manifest.dialectOf).flatMap((format) => validOf(format).map((name) => [format.id, name, format] as const));

test.each(dialects)('dialect %s loses nothing of %s that CAP reads', (id, name, format) => {
  const [plain] = messagesOf(capXmlFormat, namespaced(format, fixture(id, name)));
  const [own] = messagesOf(format, fixture(id, name));
  const changed = [...own?.repairs ?? [], ...own?.assigned ?? []].map(({ path }) => path);
  expect(without(changed, own?.alert)).toMatchObject(without(changed, plain?.alert) as object);
});

const ALERTS = formats.filter(({ manifest: { syntax } }) => syntax === 'json' || syntax === 'xml').flatMap(alertsOf);

/** What the suite tries in order, tried here at random too: it must run without fast-check where an adapter is written. */
describe.each(formats.filter(({ id }) => !isQuick(id)).map((format) => [format.id, format] as const))('adapter %s at random', (id, format) => {
  const written = format.manifest.direction === 'in' ? test.skip : test;

  (format.manifest.syntax === 'json' ? test : test.skip)('survives hostile documents: issues, never an exception', () => {
    const seeds = validOf(format).map((name) => JSON.parse(new TextDecoder().decode(fixture(id, name))) as unknown);
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

  (format.manifest.syntax === 'json' ? test.skip : test)('survives text that is spoilt anywhere: issues, never an exception', () => {
    const seeds = validOf(format).map((name) => new TextDecoder().decode(fixture(id, name)));
    fc.assert(fc.property(fc.constantFrom(...seeds), fc.nat(), fc.nat({ max: 40 }), fc.constantFrom('', '<', '&', '</', ' x="', '<__proto__>1</__proto__>', '<constructor/>', '\u202E', '9'.repeat(400), '"', ';', ': ', '\n'), (seed, place, length, piece) => {
      const at = place % seed.length;
      const decoded = format.decode(new TextEncoder().encode(seed.slice(0, at) + piece + seed.slice(at + length)));
      const codes = 'unreadable' in decoded ? [] : decoded.messages.flatMap(({ issues }) => issues.map(({ code }) => code));
      expect(codes).not.toContain('ADAPTER_FAILED');
    }), { numRuns: 300 });
  });

  written('writes a spoilt alert or refuses it, and never fails otherwise', () => {
    fc.assert(fc.property(fc.constantFrom(...ALERTS), fc.nat(), fc.oneof(fc.constant('\u0000 ,<&'), fc.constant('not a time'), fc.constant('9'.repeat(400)), fc.string()), (alert, place, value) => {
      try {
        const broken = spoilt(alert, place, value) as Alert;
        const { body } = format.encode(broken, {});
        if (format.manifest.direction === 'both') expect([1, broken.case?.children?.length]).toContain(messagesOf(format, body).length);
      } catch (problem) {
        expect([problem instanceof AlertBridgeError, (problem as AlertBridgeError).code]).toEqual([true, 'ENCODE_FAILED']);
      }
    }), { numRuns: 300 });
  });
});

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

/** A copy without the values at these pointers. */
function without(paths: readonly string[], value: unknown, at = ''): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !paths.includes(`${at}/${key}`)).map(([key, inner]) => [key, without(paths, inner, `${at}/${key}`)] as const);
  return Array.isArray(value) ? kept.map(([, inner]) => inner) : Object.fromEntries(kept);
}

// What the network file may say of feeds and drop directories, and what is said of it where it may not.
import { describe, expect, test } from '@jest/globals';
import { tmpdir } from 'node:os';
import { readNetwork } from '../../src/config/network-file.js';
import type { KnownAdapter } from '../../src/config/network-rules.js';

const context = {
  env: { GR_SECRET: 'a-key-of-the-feed' } as Record<string, string | undefined>,
  adapters: ['cap', 'al'].map((id): KnownAdapter => ({ id, direction: 'both' })),
  stepsOf: (): string[] => [],
  readFile: (): string => { throw new Error('ENOENT'); },
};

const read = (...lines: string[]) => readNetwork(lines.join('\n'), context);
const GATEWAY = 'gateway: { id: gateway.example.eu }';
const centre = (id: string, more: string): string => `  - { id: ${id}, country: ${id.toUpperCase()}, name: Centre, languages: [en], ${more} }`;

describe('feeds and drop directories', () => {
  const feed = (more: string, url = 'https://gr.example.org/feed'): string => `send: { feeds: [{ url: "${url}", adapter: cap${more && `, ${more}`} }] }`;
  const found = (...entries: string[]): [string, string][] => read(GATEWAY, 'centres:', ...entries.map((entry, index) => centre(['gr', 'it'][index]!, entry))).problems.map(({ line, path, message }) => [`${line} ${path.replace('/centres/', '')}`, message]);

  test('may have everything they have', () => {
    const links = 'headers: { X-Key: "env:GR_SECRET" }, everySeconds: 10, maxBytes: 100000, staleSeconds: 600, follow: links, item: "https://gr.example.org/alert/{guid}"';
    expect(found(feed(links), `send: { adapter: cap, directory: { path: "${tmpdir()}", adapter: al, done: delete } }`)).toEqual([]);
  });

  test.each([
    ['a path that is not absolute', 'send: { directory: { path: drop } }', '3 0/send/directory/path', /absolute/],
    ['a folder that is not there', 'send: { directory: { path: /nowhere/drop } }', '3 0/send/directory/path', /no folder that exists/],
    ['a format nobody knows', 'send: { feeds: [{ url: "https://gr.example.org/feed", adapter: nobody }] }', '3 0/send/feeds/0/adapter', /no adapter/],
    ['plain http', feed('', 'http://gr.example.org/feed'), '3 0/send/feeds/0/url', /must start with https/],
    ['another scheme', feed('', 'ftp://gr.example.org/feed'), '3 0/send/feeds/0/url', /right shape/],
    ['a password in the address', feed('', 'https://anna:secret@gr.example.org/feed'), '3 0/send/feeds/0/url', /headers/],
    ['a port there is not', feed('', 'https://gr.example.org:99999/feed'), '3 0/send/feeds/0/url', /no address/],
    ['a pace that is too fast', feed('everySeconds: 9'), '3 0/send/feeds/0/everySeconds', /./],
    ['a secret that is not there', feed('headers: { X-Key: "env:NOBODY" }'), '3 0/send/feeds/0/headers/X-Key', /not set/],
    ['a header of our own', feed('headers: { If-None-Match: "x" }'), '3 0/send/feeds/0/headers/If-None-Match', /gateway itself/],
    ['a header no server reads', feed('headers: { "X Key": "x" }'), '3 0/send/feeds/0/headers/X Key', /no name/],
    ['an authority that is not there', feed('ca: nowhere.pem'), '3 0/send/feeds/0/ca', /cannot be read/],
    ['links of a format that has none', feed('follow: links'), '3 0/send/feeds/0/follow', /atom or rss/],
    ['an address of messages nobody follows', feed('item: "https://gr.example.org/{guid}"'), '3 0/send/feeds/0/item', /follow: links/],
    ['messages of another host', feed('follow: links, item: "https://it.example.org/{guid}"'), '3 0/send/feeds/0/item', /host/],
  ])('may not have %s', (_what, entry, place, message) => {
    const problems = found(entry);
    expect(problems).toEqual([[place, expect.stringMatching(message)]]);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });

  test('belong to one centre each', () => {
    expect(found(feed(''), feed(''))).toEqual([['4 1/send/feeds/0/url', expect.stringMatching(/one centre/)]]);
    const drop = `send: { directory: { path: "${tmpdir()}" } }`;
    expect(found(drop, drop)).toEqual([['4 1/send/directory/path', expect.stringMatching(/one centre/)]]);
  });
});

// `alertbridge check FILE` on real files.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { check } from '../../src/cli/check.js';

const folder = mkdtempSync(join(tmpdir(), 'alertbridge-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = async (text: string | undefined): Promise<{ code: number; lines: string[]; file: string }> => {
  const file = join(folder, text === undefined ? 'missing.yaml' : 'network.yaml');
  if (text !== undefined) writeFileSync(file, text);
  const lines: string[] = [];
  const code = await check(file, { out: (line) => { lines.push(line); } }, { env: {}, adapters: [{ id: 'cap', direction: 'both' }] });
  return { code, lines, file };
};

test('a file that is fine ends in 0 and a summary', async () => {
  const { code, lines } = await run('gateway: { id: g }\ncentres:\n  - { id: gr, country: GR, name: Greece, languages: [el], receive: { adapter: cap, transport: { type: mailbox } } }\n');
  expect(code).toBe(0);
  expect(lines).toEqual([expect.stringMatching(/1 centre, 1 country, 0 webhooks, 1 mailbox, 0 clients, routing neighbours/)]);
});

test('problems end in 1, one line each with file, line, path and what would be right', async () => {
  const { code, lines, file } = await run('gateway: { id: g }\ncentres:\n  - { id: gr, country: greece, name: Greece, languages: [el] }\nrouting: { default: far }\n');
  expect(code).toBe(1);
  expect(lines).toEqual([`${file}:3 /centres/0/country: does not have the right shape. ISO 3166-1 alpha-2.`, `${file}:4 /routing/default: must be one of neighbours, all, addressed`]);
});

test('a secret in a file is looked for beside the network file', async () => {
  writeFileSync(join(folder, 'gr.secret'), `whsec_${Buffer.alloc(24, 1).toString('base64')}\n`);
  const { code, lines } = await run('gateway: { id: g }\ncentres:\n  - { id: gr, country: GR, name: Greece, languages: [el], receive: { adapter: cap, transport: { type: webhook, url: "https://gr.example.org", secret: "file:gr.secret" } } }\n');
  expect({ code, lines }).toEqual({ code: 0, lines: [expect.stringContaining('1 webhook')] });
});

test('a file that is not there ends in 1 and says so', async () => {
  const { code, lines, file } = await run(undefined);
  expect(code).toBe(1);
  expect(lines).toEqual([expect.stringMatching(`${file}:1 cannot be read \\(ENOENT\\)`)]);
});

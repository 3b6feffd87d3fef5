// `alertbridge key new`: a key that works once its entry stands in the network file.
import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../flow/harness.js';
import { newKey } from '../../src/cli/key-new.js';
import { UsageError } from '../../src/cli/io.js';
import { readNetwork } from '../../src/config/network-file.js';
import { run } from './command.js';

const print = async (options: { role?: string; id?: string }): Promise<{ lines: string[]; key: string }> => {
  const lines: string[] = [];
  expect(await newKey(options, { out: (line) => { lines.push(line); }, err: () => undefined, env: {} })).toBe(0);
  const keys = lines.filter((line) => line.startsWith('abk_'));
  expect(keys).toHaveLength(1);
  return { lines, key: keys[0]! };
};

const network = (credentials: string, clients: string): string =>
  `gateway: { id: g }\ncentres:\n  - id: gr\n    country: GR\n    name: Greece\n    languages: [el]\n    credentials:\n      ${credentials}\nclients:\n  ${clients}\n`;

describe('a new key', () => {
  test('is of 32 random bytes, each time another, and comes with its SHA-256', async () => {
    const [first, second] = [await print({}), await print({})];
    expect(first.key).not.toBe(second.key);
    expect(Buffer.from(first.key.slice(4), 'base64url')).toHaveLength(32);
    expect(first.lines).toContain(sha256(first.key));
  });

  test('comes with an entry that the network file takes as it is, and that does not hold the key', async () => {
    const [centre, client] = [await print({ role: 'centre', id: 'gr' }), await print({ role: 'liaison', id: 'eu-liaison' })];
    const { network: read, problems } = readNetwork(network(centre.lines.at(-1)!, client.lines.at(-1)!), { env: {}, readFile: () => '', adapters: [{ id: 'cap', direction: 'both' }], stepsOf: () => [] });
    expect(problems).toEqual([]);
    expect(read!.centres[0].credentials).toEqual([expect.objectContaining({ role: 'centre', keySha256: sha256(centre.key) })]);
    expect(read!.clients).toEqual([{ id: 'eu-liaison', role: 'liaison', keySha256: sha256(client.key), countries: [] }]);
    expect(client.lines.at(-1)).not.toContain(client.key);
  });

  test('for a reporter says that its country belongs beside it', async () => {
    const { lines } = await print({ role: 'reporter', id: 'line-116000' });
    expect(lines.slice(-2)).toEqual([expect.stringContaining('country'), expect.stringContaining('{ id: line-116000, role: reporter,')]);
  });

  test.each([{ role: 'operator' }, { id: 'ops' }, { role: 'king', id: 'ops' }, { role: 'operator', id: 'The Ops' }])('is not made for %j', async (options) => {
    await expect(newKey(options, { out: () => undefined, err: () => undefined, env: {} })).rejects.toThrow(UsageError);
  });

  test('is made by the command, which ends in 0, or in 2 where it is called wrongly', async () => {
    expect(await run(['key', 'new', '--role', 'operator', '--id', 'ops'])).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^abk_\S+\n[^]*id: ops, role: operator/m) });
    expect(await run(['key', 'new', '--role', 'operator'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--id') });
  });
});

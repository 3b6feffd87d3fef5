// The commands that talk to a running gateway: send, status, audit verify, doctor.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cap, startTestGateway, type TestGateway } from '../flow/harness.js';
import { freePort, run, start, type Ended } from './command.js';

let gateway: TestGateway;
let receipt: any;

beforeAll(async () => {
  // Its own port, so that it is found there again after a restart.
  gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }], { env: { PORT: String(await freePort()) } });
  receipt = JSON.parse((await send(cap().xml)).out);
});
afterAll(() => gateway.stop());

const file = (name: string, content: string): string => {
  const path = join(gateway.dataDir, name);
  writeFileSync(path, content);
  return path;
};
const as = (who: string): string[] => ['--url', gateway.url, '--key', gateway.keys[who]!];
const send = (xml: string, options = as('al')): Promise<Ended> => run(['send', file('message.xml', xml), ...options]);

describe('send', () => {
  test('prints the receipt and ends in 0, and so it does for the same message again', async () => {
    const message = cap().xml;
    const first = await send(message);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(first.out)).toMatchObject({ id: expect.any(String), duplicate: false, deliveries: [{ centre: 'gr', state: 'queued' }] });
    expect(JSON.parse((await send(message)).out)).toMatchObject({ id: JSON.parse(first.out).id, duplicate: true });
  });

  test('reads standard input where the file is -', async () => {
    expect(await run(['send', '-', ...as('al')], {}, cap().xml)).toMatchObject({ code: 0, out: expect.stringContaining('"duplicate": false'), err: '' });
  });

  test('ends in 1 with every issue where the gateway refuses', async () => {
    const refused = await send(cap().xml.replace('<scope>Public</scope>', '<scope>Everybody</scope>').replace('<urgency>Immediate</urgency>', '<urgency>Now</urgency>'));
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/INVALID[^]*scope[^]*urgency/);
    expect(await send(cap().xml, as('liaison'))).toMatchObject({ code: 1, err: expect.stringContaining('NOT_ALLOWED') });
    expect(await send(cap().xml, ['--url', gateway.url, '--key', 'key-of-nobody'])).toMatchObject({ code: 1, err: expect.stringContaining('BAD_KEY') });
  });

  test('ends in 3 where nobody answers', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    expect(await send(cap().xml, ['--url', url, '--key', 'k'])).toMatchObject({ code: 3, out: '', err: expect.stringContaining(url) });
  });

  test('takes the key from the environment or a file', async () => {
    const keyFile = file('al.key', `${gateway.keys.al}\n`);
    const path = file('keyed.xml', cap().xml);
    expect(await run(['send', path, '--url', gateway.url, '--key', 'env:AL_KEY'], { AL_KEY: gateway.keys.al! })).toMatchObject({ code: 0 });
    expect(await run(['send', path, '--url', gateway.url, '--key', `file:${keyFile}`])).toMatchObject({ code: 0 });
  });

  test.each([
    ['a key variable that is not set', () => ['--url', gateway.url, '--key', 'env:NOT_SET'], /NOT_SET is not set/],
    ['a key file that is not there', () => ['--url', gateway.url, '--key', 'file:/no/such/key'], /\/no\/such\/key cannot be read/],
    ['a key that was not copied well', () => ['--url', gateway.url, '--key', 'two words'], /copied whole/],
    ['an address that is none', () => ['--url', 'gateway', '--key', 'k'], /--url takes the address .* and not gateway/],
  ])('ends in 2 with one sentence for %s', async (_, options, sentence) => {
    const { code, out, err } = await send(cap().xml, options());
    expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({ code: 2, out: '', lines: 1 });
    expect(err).toMatch(sentence);
  });
});

describe('propose', () => {
  const propose = (body: object, options = as('reporter')): Promise<Ended> => run(['propose', file('case.json', JSON.stringify(body)), ...options]);

  test('prints the receipt and whose turn it is', async () => {
    const { code, out, err } = await propose({ case: { category: 'runaway' } });
    const { id, state } = JSON.parse(out);
    expect([code, state]).toEqual([0, 'state-police']);
    expect(err).toBe(`It is the turn of al (state-police). What becomes of it: GET ${gateway.url}/v1/proposals/${id}\n`);
  });

  test('ends in 1 where the gateway refuses, and in 3 where nobody answers', async () => {
    expect(await propose({ case: {} }, as('al'))).toMatchObject({ code: 1, out: '', err: expect.stringContaining('NOT_ALLOWED') });
    expect(await propose({ case: { tier: 'amber' } }, [...as('reporter'), '--to', 'nobody'])).toMatchObject({ code: 1, err: expect.stringContaining('BAD_REQUEST') });
    expect(await propose({ case: {} }, ['--url', `http://127.0.0.1:${await freePort()}`, '--key', 'k'])).toMatchObject({ code: 3, out: '' });
  });
});

describe('status', () => {
  test('of an alert says who has it', async () => {
    const { code, out } = await run(['status', receipt.id, ...as('al')]);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^Alert ${receipt.id} of incident ${receipt.incident}: active, Actual\n +GR gr +queued`));
  });

  test('of an incident lists its messages and the countries', async () => {
    const { code, out } = await run(['status', receipt.incident, ...as('liaison')]);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^Incident ${receipt.incident}: live\n.*Alert +${receipt.id}  active\n  GR  gr queued`));
  });

  test('of nothing in particular lists the latest alerts', async () => {
    expect(await run(['status', ...as('liaison')])).toMatchObject({ code: 0, out: expect.stringContaining(`${receipt.id}  from al  active`) });
  });

  test('with --json prints what the API answers', async () => {
    const { out } = await run(['status', receipt.id, '--json', ...as('operator')]);
    expect(JSON.parse(out)).toEqual((await gateway.call('operator', 'GET', `/v1/alerts/${receipt.id}/status`)).json);
  });

  test('ends in 1 where the caller may not know, and in 3 where nobody answers', async () => {
    expect(await run(['status', 'no-such-alert', ...as('liaison')])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('NOT_FOUND') });
    expect(await run(['status', receipt.id, '--url', `http://127.0.0.1:${await freePort()}`, '--key', 'k'])).toMatchObject({ code: 3, out: '' });
    expect(await run(['status', receipt.id, '--follow', ...as('auditor')])).toMatchObject({ code: 1, err: expect.stringContaining('NOT_ALLOWED') });
  });

  test('--follow goes on telling what happens to that alert, and only that, also after the gateway was away', async () => {
    const [mine, other] = [await gateway.call('al', 'POST', '/v1/alerts', cap().xml), await gateway.call('al', 'POST', '/v1/alerts', cap().xml)].map(({ json }) => json);
    const command = start(['status', mine.id, '--follow', ...as('al')]);
    expect(await command.says(new RegExp(`Alert ${mine.id} of incident`))).toBe(true);
    await gateway.call('gr', 'GET', '/v1/inbox');
    expect(await command.says(new RegExp(`gr has it  ${mine.id}`))).toBe(true);

    await gateway.restart();
    await gateway.call('gr', 'POST', `/v1/inbox/${mine.deliveries[0].id}/ack`, { result: 'received' });
    expect(await command.says(new RegExp(`gr confirmed that it has it  ${mine.id}`))).toBe(true);
    command.kill();
    const { out } = await command.ended;
    expect(out.match(/gr has it/g)).toHaveLength(1);
    expect(out).not.toContain(other.id);
  });
});

describe('audit verify', () => {
  test('walks the chain of the running gateway and can keep a copy for later', async () => {
    const copy = join(gateway.dataDir, 'chain.jsonl');
    const live = await run(['audit', 'verify', ...as('auditor'), '--export', copy]);
    expect(live).toMatchObject({ code: 0, out: expect.stringMatching(/^The chain is whole: [1-9]\d* entries verified\.\n$/), err: '' });
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(await run(['audit', 'verify', '--export', copy])).toEqual(live);
  });

  describe('of an exported file', () => {
    let entries: any[];
    beforeAll(async () => {
      const copy = join(gateway.dataDir, 'whole.jsonl');
      await run(['audit', 'verify', ...as('auditor'), '--export', copy]);
      entries = readFileSync(copy, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    });

    test.each<[string, (all: any[]) => unknown[], number]>([
      ['an entry was changed', (all) => all.map((entry) => (entry.position === 2 ? { ...entry, type: 'alert.ended' } : entry)), 2],
      ['an entry was taken out', (all) => all.filter(({ position }) => position !== 2), 2],
      ['the beginning was cut off', (all) => all.slice(1), 1],
      ['the hash of the last was changed', (all) => [...all.slice(0, -1), { ...all.at(-1), hash: '0'.repeat(64) }], -1],
    ])('names the first bad entry where %s', async (_, tamper, bad) => {
      const tampered = file('tampered.jsonl', tamper(entries).map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      const { code, out, err } = await run(['audit', 'verify', '--export', tampered]);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain(`The chain is broken at entry ${bad === -1 ? entries.at(-1).position : bad}:`);
    });

    test('says which line is no entry at all', async () => {
      const spoilt = file('spoilt.jsonl', `${JSON.stringify(entries[0])}\nnonsense\n`);
      expect(await run(['audit', 'verify', '--export', spoilt])).toMatchObject({ code: 1, out: '', err: expect.stringContaining(`${spoilt}:2`) });
    });
  });

  test('ends in 1 for a key that may not read the chain, and in 2 where nothing is named to walk', async () => {
    expect(await run(['audit', 'verify', ...as('operator')])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('NOT_ALLOWED') });
    expect(await run(['audit', 'verify', ...as('auditor'), '--export', '/no/such/folder/chain'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('/no/such/folder/chain') });
    expect(await run(['audit', 'verify'])).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/--url and --key/) });
  });
});

describe('doctor', () => {
  const network = (): Record<string, string> => ({ NETWORK_FILE: join(gateway.dataDir, 'network.json'), DATA_DIR: gateway.dataDir });

  test('asks the running gateway and ends in 0 where nothing is wrong', async () => {
    const { code, out } = await run(['doctor', ...as('operator')], network());
    expect(out).toMatch(/^ok +network: 2 centres/m);
    expect(out).toMatch(/^ok +database: embedded database .* answers/m);
    expect(out).toMatch(/^ok +centre gr: /m);
    expect(out).toMatch(/^WARNING transfer basis: .*al, gr/m);
    expect(code).toBe(0);
  });

  test('does not judge a gateway elsewhere by the network that is, or is not, set here', async () => {
    const { code, out } = await run(['doctor', ...as('operator')], { DATA_DIR: gateway.dataDir });
    expect([code, out]).toEqual([0, expect.stringMatching(/^ok +centre gr: /m)]);
    expect(out).not.toMatch(/sample network/);
    expect((await run(['doctor'], { DATA_DIR: file('empty', '') + '-folder' })).out).toMatch(/^WARNING network: the generated sample network/m);
  });

  test('ends in 1 where no gateway answers, or the key is not an operator\'s', async () => {
    expect(await run(['doctor', '--url', `http://127.0.0.1:${await freePort()}`, '--key', 'k'], network())).toMatchObject({ code: 1, out: expect.stringMatching(/^ERROR +gateway: .*cannot be reached/m) });
    expect(await run(['doctor', ...as('auditor')], network())).toMatchObject({ code: 1, out: expect.stringMatching(/^ERROR +gateway: .*NOT_ALLOWED/m) });
  });

  test('without a gateway to ask says so, and finds what is wrong with the settings and the network file', async () => {
    expect(await run(['doctor'], network())).toMatchObject({ code: 0, out: expect.stringMatching(/^WARNING gateway: give --key/m) });
    const { code, out } = await run(['doctor'], { PORT: 'eighty', LOG_LEVEL: 'loud' });
    expect(code).toBe(1);
    expect(out).toMatch(/^ERROR +PORT: [^]*^ERROR +LOG_LEVEL: /m);
    const broken = file('broken.yaml', 'gateway: { id: g }\ncentres:\n  - { id: gr, country: greece, name: Greece, languages: [el] }\n');
    expect(await run(['doctor'], { ...network(), NETWORK_FILE: broken })).toMatchObject({ code: 1, out: expect.stringMatching(/^ERROR +network line 3: \/centres\/0\/country/m) });
  });
});

describe('an operator\'s commands', () => {
  let waiting: any;
  beforeAll(async () => { waiting = (await gateway.call('al', 'POST', '/v1/alerts', cap().xml)).json; });
  const stateOf = async (): Promise<string> => (await gateway.call('operator', 'GET', `/v1/alerts/${waiting.id}/status`)).json.deliveries[0].state;

  test('pause and resume a centre', async () => {
    const { id } = waiting.deliveries[0];
    expect(await run(['pause', 'gr', ...as('operator')])).toMatchObject({ code: 0, out: expect.stringContaining('gr is paused') });
    expect(await stateOf()).toBe('held');
    expect(await run(['redrive', id, ...as('operator')])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Resume the centre') });
    expect(await run(['resume', 'gr', ...as('operator')])).toMatchObject({ code: 0, out: expect.stringContaining('gr goes on') });
    expect(await stateOf()).toBe('queued');
    expect(await run(['resume', 'gr', ...as('operator')])).toMatchObject({ code: 1, err: expect.stringContaining('NOT_POSSIBLE_NOW') });
  });

  test('redrive one delivery or all that a filter finds, and first say what would happen', async () => {
    const { id } = waiting.deliveries[0];
    const trial = await run(['redrive', '--centre', 'gr', '--dry-run', ...as('operator')]);
    expect(trial).toMatchObject({ code: 0, out: expect.stringContaining(`${id}  gr  alert ${waiting.id}  queued → queued`), err: expect.stringMatching(/[1-9]\d* would be sent again/) });
    expect(await run(['redrive', id, ...as('operator')])).toMatchObject({ code: 0, out: `${id} is due now.\n` });
    expect(await run(['redrive', '--state', 'dead', ...as('operator')])).toMatchObject({ code: 0, out: '', err: '0 due now.\n' });
  });

  test('end in 2 where it is not said what to redrive, and in 1 for a key that may not', async () => {
    expect(await run(['redrive', ...as('operator')])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--all') });
    expect(await run(['pause', 'gr', ...as('liaison')])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('NOT_ALLOWED') });
  });
});

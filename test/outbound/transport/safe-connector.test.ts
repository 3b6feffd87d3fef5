// The address that was checked is the address that is dialled, and nothing else ever is (reliability clause 15). Only the loopback is dialled here.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { checkedAddress, createSafeConnector, RefusedAddress, type Resolve } from '../../../src/outbound/transport/safe-connector.js';
import { startServer, type LocalServer } from './local-server.js';

const PUBLIC = '93.184.216.34';
const names = (...addresses: string[]): Resolve => async () => addresses;

describe('clause 15: the address of a name', () => {
  test('is the first of those it resolves to, all of which were checked', async () => {
    expect(await checkedAddress('centre.example.org', false, names(PUBLIC, '8.8.8.8'))).toBe(PUBLIC);
  });

  test.each([['169.254.169.254', 'ADDRESS_FORBIDDEN'], ['10.0.0.1', 'ADDRESS_PRIVATE'], ['fd00:ec2::254', 'ADDRESS_FORBIDDEN'], ['::1', 'ADDRESS_PRIVATE']])('is refused where one of them is %s, first or last', async (bad, code) => {
    for (const addresses of [[PUBLIC, bad], [bad, PUBLIC]]) {
      await expect(checkedAddress('centre.example.org', false, names(...addresses))).rejects.toMatchObject({ code });
    }
  });

  test('is refused where a trial may call private addresses but one of them is a metadata service', async () => {
    await expect(checkedAddress('centre.example.org', true, names('127.0.0.1', '169.254.169.254'))).rejects.toMatchObject({ code: 'ADDRESS_FORBIDDEN' });
    expect(await checkedAddress('centre.example.org', true, names('127.0.0.1'))).toBe('127.0.0.1');
  });

  test('is refused where there is none', async () => {
    await expect(checkedAddress('centre.example.org', false, names())).rejects.toBeInstanceOf(RefusedAddress);
  });

  test('is the literal address itself, without asking anybody, brackets or not', async () => {
    const asked: Resolve = async () => { throw new Error('asked'); };
    expect([await checkedAddress(PUBLIC, false, asked), await checkedAddress('[2606:2800:220::1]', false, asked)]).toEqual([PUBLIC, '2606:2800:220::1']);
    await expect(checkedAddress('[::ffff:127.0.0.1]', false, asked)).rejects.toMatchObject({ code: 'ADDRESS_PRIVATE' });
  });

  test.each(['localhost', '127.1', '0x7f000001', '2130706433'])('%s is refused by the real resolver', async (hostname) => {
    await expect(checkedAddress(hostname, false)).rejects.toMatchObject({ code: 'ADDRESS_PRIVATE' });
  });

  test('is repeated to nobody by the refusal', async () => {
    const cause: unknown = await checkedAddress('centre.example.org', false, names('10.11.12.13')).catch((error: unknown) => error);
    expect(String(cause)).not.toContain('10.11.12.13');
  });
});

describe('clause 15: a connection', () => {
  let server: LocalServer;
  let agent: Agent;
  beforeEach(async () => { server = await startServer((response) => { response.end('here'); }); });
  afterEach(async () => { await agent.destroy(); await server.close(); });

  const call = async (hostname: string): Promise<string> => (await request(`http://${hostname}:${server.port}/`, { dispatcher: agent })).body.text();
  const connecting = (allowPrivate: boolean, resolve: Resolve): void => { agent = new Agent({ connect: createSafeConnector(allowPrivate, resolve) }); };

  test('goes to the address that was checked, with the name kept for the receiver', async () => {
    connecting(true, names('127.0.0.1'));
    expect(await call('centre.example.org')).toBe('here');
    expect(server.requests[0]!.headers.host).toBe(`centre.example.org:${server.port}`);
  });

  test('asks for the address once, so that a second answer cannot change it (DNS rebinding)', async () => {
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    let asked = 0;
    connecting(true, async () => answers[asked++]!);
    expect(await call('rebinding.example.org')).toBe('here');
    await sleep(20);
    expect(await call('rebinding.example.org')).toBe('here');
    expect([asked, server.connections()]).toEqual([1, 1]);
  });

  test('is checked anew when it is made anew', async () => {
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    let asked = 0;
    connecting(true, async () => answers[asked++]!);
    await call('rebinding.example.org');
    await server.close();
    await expect(call('rebinding.example.org')).rejects.toBeInstanceOf(RefusedAddress);
    expect(asked).toBe(2);
  });

  test.each([
    ['a private address', false, ['127.0.0.1']], ['one good and one bad address', false, [PUBLIC, '127.0.0.1']], ['a metadata service, in a trial', true, ['127.0.0.1', '169.254.169.254']],
  ] as [string, boolean, string[]][])('is not even begun to %s', async (_, allowPrivate, addresses) => {
    connecting(allowPrivate, names(...addresses));
    await expect(call('centre.example.org')).rejects.toBeInstanceOf(RefusedAddress);
    expect(server.connections()).toBe(0);
  });

  test('passes the failure of the resolver on', async () => {
    connecting(true, async () => { throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }); });
    await expect(call('nowhere.example.org')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });
});

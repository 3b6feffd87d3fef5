// Files put into a folder, on the whole way in: each taken once, when it is whole, and always in one place.
import { afterEach, describe, expect, test } from '@jest/globals';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENGINES, type EngineName } from '../postgres.js';
import { feedsOf } from './feed-server.js';
import { cap, eventually, startTestGateway, type TestGateway } from './harness.js';

const open: (() => unknown)[] = [];
afterEach(async () => { for (const close of open.splice(0).reverse()) await close(); });

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'alertbridge-drop-'));
  open.push(() => { rmSync(path, { recursive: true, force: true }); });
  return path;
};

async function start(path: string, { engine, done }: { engine?: EngineName; done?: string } = {}): Promise<TestGateway> {
  const gateway = await startTestGateway([{ id: 'al', send: { directory: { path, ...(done ? { done } : {}) } } }, { id: 'gr' }], { engine });
  open.push(() => gateway.stop());
  return gateway;
}

const filesIn = (...path: string[]): string[] => (existsSync(join(...path)) ? readdirSync(join(...path)) : []);
/** Of the file that was put there under this name. */
const receipt = (path: string, place: 'done' | 'failed', name: string): any => {
  const found = filesIn(path, place).find((file) => file.endsWith(`-${name}.json`));
  return found ? JSON.parse(readFileSync(join(path, place, found), 'utf8')) : undefined;
};
const has = (path: string, place: 'done' | 'failed', name: string): Promise<boolean> =>
  eventually(() => filesIn(path, place).some((file) => file.endsWith(`-${name}`)) && receipt(path, place, name) !== undefined, 30_000);
/** As whoever delivers should: under another name first. */
const drop = (path: string, name: string, text: string): void => {
  writeFileSync(join(path, `.${name}`), text);
  renameSync(join(path, `.${name}`), join(path, name));
};
const accepted = async (gateway: TestGateway): Promise<string[]> => {
  const { items } = (await gateway.call('al', 'GET', '/v1/alerts?limit=500')).json;
  return items.map(({ id }: any) => id);
};
const lookedTwice = async (gateway: TestGateway, times = 2): Promise<void> => {
  for (let look = 0; look < times; look += 1) {
    const before = (await feedsOf(gateway, 'al'))![0]!.lastSuccessAt;
    await eventually(async () => (await feedsOf(gateway, 'al'))![0]!.lastSuccessAt !== before);
  }
};

describe.each(ENGINES)('a drop directory on the %s engine', (engine) => {
  test('has each whole file submitted, moved to done/ with its receipt, and relayed', async () => {
    const path = folder();
    const gateway = await start(path, { engine });
    const alert = cap();
    drop(path, 'alert.xml', alert.xml);
    expect(await has(path, 'done', 'alert.xml')).toBe(true);
    const { accepted: isAccepted, items: [{ http, receipt: { id, key } }] } = receipt(path, 'done', 'alert.xml');
    expect([isAccepted, http, key.identifier]).toEqual([true, 201, alert.identifier]);
    expect((await gateway.call('gr', 'GET', '/v1/inbox?wait=3')).json.items).toMatchObject([{ alert: id }]);
    expect([filesIn(path).sort(), filesIn(path, 'working')]).toEqual([['done', 'failed', 'working'], []]);

    drop(path, 'alert.xml', alert.xml);
    expect(await eventually(() => filesIn(path, 'done').length === 4)).toBe(true);
    expect(await accepted(gateway)).toEqual([id]);
  });

  test('takes up what a killed process left in working/, whether or not it had been accepted', async () => {
    const path = folder();
    const [before, never] = [cap(), cap()];
    mkdirSync(join(path, 'working'));
    const gateway = await start(path, { engine });
    const { id } = (await gateway.call('al', 'POST', '/v1/alerts', before.xml)).json;
    await gateway.restart();
    writeFileSync(join(path, 'working', '20260302T100000000Z-0badcafe-before.xml'), before.xml);
    writeFileSync(join(path, 'working', '20260302T100000000Z-0badbeef-never.xml'), never.xml);
    expect(await has(path, 'done', 'before.xml') && await has(path, 'done', 'never.xml')).toBe(true);
    expect(receipt(path, 'done', 'before.xml').items).toMatchObject([{ http: 200, receipt: { id, duplicate: true } }]);
    expect(receipt(path, 'done', 'never.xml').items).toMatchObject([{ http: 201 }]);
    expect(await accepted(gateway)).toHaveLength(2);
  });

  test('keeps every file in one place, whatever is in it, and tells of those that were refused', async () => {
    const path = folder();
    const gateway = await start(path, { engine });
    const good = Array.from({ length: 4 }, () => cap().xml);
    const files: [name: string, text: string, place: 'done' | 'failed', code?: string][] = [
      ...good.map((xml, index): [string, string, 'done'] => [`good-${index}.xml`, xml, 'done']),
      ['again.xml', good[0]!, 'done'],
      ['draft.xml', cap({ status: 'Draft' }).xml, 'failed', 'INVALID'],
      ['empty.xml', '', 'failed', 'UNKNOWN_FORMAT'],
      ['broken.json', '{"AlertId":', 'failed', 'UNREADABLE'],
      ['long.xml', 'x'.repeat(5 * 1024 * 1024 + 1), 'failed', 'TOO_LARGE'],
      [`${'ü'.repeat(110)}.xml`, cap().xml, 'done'],
    ];
    for (const [name, text] of files) drop(path, name, text);
    expect(await eventually(() => filesIn(path, 'done').length + filesIn(path, 'failed').length === 2 * files.length, 20_000)).toBe(true);
    for (const [name, text, place, code] of files) {
      const moved = filesIn(path, place).filter((file) => file.endsWith(name.slice(-60)));
      expect([name, moved.length]).toEqual([name, 1]);
      expect(readFileSync(join(path, place, moved[0]!), 'utf8') === text).toBe(true);
      if (code) expect(receipt(path, 'failed', name).problem?.code ?? receipt(path, 'failed', name).items[0].problem.code).toBe(code);
    }
    expect(await accepted(gateway)).toHaveLength(5);
    const told = async (): Promise<string[]> => (await gateway.call('auditor', 'GET', '/v1/audit?limit=500')).json.items.filter(({ type }: any) => type === 'feed.refused').map(({ detail }: any) => detail.error).sort();
    await eventually(async () => (await told()).length === 4);
    expect(await told()).toEqual(['INVALID', 'TOO_LARGE', 'UNKNOWN_FORMAT', 'UNREADABLE']);
  });
});

test('links, hidden files, folders and what is still being written stay where they are', async () => {
  const [path, elsewhere] = [folder(), folder()];
  const gateway = await start(path);
  writeFileSync(join(elsewhere, 'secret.xml'), cap().xml);
  symlinkSync(join(elsewhere, 'secret.xml'), join(path, 'link.xml'));
  writeFileSync(join(path, '.hidden.xml'), cap().xml);
  writeFileSync(join(path, 'half.xml.part'), cap().xml);
  mkdirSync(join(path, 'folder.xml'));
  const growing = join(path, 'growing.xml');
  const whole = cap().xml;
  writeFileSync(growing, whole.slice(0, 100));
  let at = 100;
  // Faster than anybody looks, so that no two looks find the same file.
  const writing = setInterval(() => { if (at < whole.length - 1) { appendFileSync(growing, whole.slice(at, at + 1)); at += 1; } }, 20);
  await lookedTwice(gateway, 3);
  const between = filesIn(path);
  clearInterval(writing);
  expect(at).toBeLessThan(whole.length - 1);
  expect(between).toEqual(expect.arrayContaining(['link.xml', '.hidden.xml', 'half.xml.part', 'folder.xml', 'growing.xml']));

  appendFileSync(growing, whole.slice(at));
  expect(await has(path, 'done', 'growing.xml')).toBe(true);
  expect(await accepted(gateway)).toHaveLength(1);
  expect(filesIn(path).sort()).toEqual(['.hidden.xml', 'done', 'failed', 'folder.xml', 'half.xml.part', 'link.xml', 'working']);
});

test('with done: delete nothing is left of what was accepted, and everything of what was refused', async () => {
  const path = folder();
  const gateway = await start(path, { done: 'delete' });
  drop(path, 'good.xml', cap().xml);
  drop(path, 'bad.xml', cap({ status: 'Draft' }).xml);
  expect(await has(path, 'failed', 'bad.xml')).toBe(true);
  expect(await eventually(async () => (await accepted(gateway)).length === 1)).toBe(true);
  expect(await eventually(() => filesIn(path, 'working').length === 0)).toBe(true);
  expect([filesIn(path).sort(), filesIn(path, 'done')]).toEqual([['done', 'failed', 'working'], []]);
});

test('a folder that went away is told of, and taken up again when it is back', async () => {
  const path = folder();
  const gateway = await start(path);
  await lookedTwice(gateway, 1);
  renameSync(path, `${path}-away`);
  expect(await eventually(async () => (await feedsOf(gateway, 'al'))![0]!.state === 'down', 30_000)).toBe(true);
  expect(await feedsOf(gateway, 'al')).toMatchObject([{ kind: 'directory', address: path, lastError: 'ENOENT' }]);
  expect((await gateway.call('operator', 'GET', '/v1/doctor')).json.findings).toContainEqual(expect.objectContaining({ check: expect.stringMatching(/^drop directory .* of al$/), level: 'error' }));
  renameSync(`${path}-away`, path);
  drop(path, 'late.xml', cap().xml);
  expect(await has(path, 'done', 'late.xml')).toBe(true);
}, 120_000);

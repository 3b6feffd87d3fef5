// What lies in the done/ and failed/ of a drop directory goes with the alerts it became: a file as soon as one of its alerts is erased, one that became none after the retention.
import { open, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { DirectorySource } from '../model/feed-sources.js';
import { retentionDaysOf } from '../model/retention.js';
import { erasedAmong } from '../store/erasures.js';
import type { Database } from '../store/database.js';

/** Between two looks at what is kept. */
const EVERY_MS = 2_000;
const DAY_MS = 86_400_000;

interface ForgetPorts { database: Database; clock: { now(): Date; monotonic(): number } }

interface Written { items?: { receipt?: { id?: string } }[] }

/** Of a receipt that is being written, or that somebody has changed, the next look may know more. */
const alertsIn = async (receipt: string): Promise<string[] | undefined> => {
  try { return ((JSON.parse(await readFile(receipt, 'utf8')) as Written).items ?? []).flatMap(({ receipt: given }) => given?.id ?? []); } catch { return undefined; }
};

/** Written over before it goes: what only loses its name stays on the disk until something else needs the place. */
async function destroy(path: string): Promise<void> {
  const file = await open(path, 'r+').catch(() => undefined);
  if (!file) return;
  try {
    await file.write(Buffer.alloc((await file.stat()).size), 0);
    await file.sync();
  } finally { await file.close(); }
  await unlink(path);
}

export function createForgetting({ database, clock }: ForgetPorts): { forget(source: DirectorySource): Promise<void> } {
  /** Receipt to the alerts in it: each is read once. */
  let known = new Map<string, string[]>();
  const lastLook = new Map<string, number>();

  const receiptsOf = async (folder: string): Promise<Map<string, string[]>> => {
    const found = new Map<string, string[]>();
    for (const name of (await readdir(folder)).filter((one) => one.endsWith('.json'))) {
      const path = join(folder, name);
      const alerts = known.get(path) ?? await alertsIn(path);
      if (alerts) found.set(path, alerts);
    }
    return found;
  };

  const isOld = async (path: string, days: number): Promise<boolean> => clock.now().getTime() - (await stat(path)).mtimeMs > days * DAY_MS;

  return {
    forget: async ({ id, centre, directory }) => {
      if (clock.monotonic() - (lastLook.get(id) ?? -EVERY_MS) < EVERY_MS) return;
      lastLook.set(id, clock.monotonic());
      const folders = await Promise.all(['done', 'failed'].map((name) => receiptsOf(join(directory.path, name))));
      const receipts = new Map(folders.flatMap((folder) => [...folder]));
      const erased = new Set(await erasedAmong(database, [...receipts.values()].flat()));
      for (const [path, alerts] of receipts) {
        if (!alerts.some((alert) => erased.has(alert)) && !(alerts.length === 0 && await isOld(path, retentionDaysOf(centre)))) continue;
        await destroy(path.replace(/\.json$/, ''));
        await destroy(path);
        receipts.delete(path);
      }
      known = new Map([...[...known].filter(([path]) => !path.startsWith(join(directory.path, '/'))), ...receipts]);
    },
  };
}

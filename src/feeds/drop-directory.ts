// Takes files that a centre's system puts into a folder: each is one submission. A file is always in one place, the name of which says how far it is: the folder itself, working/, done/ or failed/.
import { constants, type Dirent } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AlertBridgeError, problemOf } from '../errors.js';
import { receive, type Received } from '../inbound/receive.js';
import type { DirectorySource } from '../model/feed-sources.js';
import { renewFeed, settleItems, type ClaimedFeed } from '../store/feeds.js';
import { createForgetting } from './forget-files.js';
import { MOST_BYTES, type FeedPorts, type Look, type Tally } from './ports.js';

/** Of one look: the lease is renewed for each, and other directories get their turn. */
const MOST_AT_ONCE = 100;

/** Signs of a file's own name that are kept: file systems take 255 bytes, of which a sign may need three. */
const LONGEST_NAME = 60;

/** Names of files that are still being written: whoever writes renames them when they are whole. */
const UNFINISHED = /\.(?:tmp|part|partial|filepart|crdownload)$/i;

type Outcome = { results: Received[] } | { problem: AlertBridgeError };

const isTaken = (entry: Dirent): boolean => entry.isFile() && !entry.name.startsWith('.') && !UNFINISHED.test(entry.name);

/** Ours alone, so that nothing that lies in done/ or failed/ is ever written over. */
const ownName = ({ clock, random }: FeedPorts, name: string): string =>
  `${clock.now().toISOString().replace(/[-:.]/g, '')}-${Math.floor(random() * 2 ** 32).toString(16).padStart(8, '0')}-${name.slice(-LONGEST_NAME)}`;

/** Whoever may write into the folder must not make us read something else: a link put in place of the file is not followed. */
async function readWhole(path: string): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size } = await file.stat();
    if (size > MOST_BYTES) throw new AlertBridgeError('TOO_LARGE', 'The file is larger than 5 MB. Send pictures as links instead of inside the message.');
    return await file.readFile();
  } finally { await file.close(); }
}

/** A refusal of the whole file. What only waiting can mend is thrown on. */
const asOutcome = (cause: unknown): Outcome => {
  if (cause instanceof AlertBridgeError && cause.code !== 'UNAVAILABLE') return { problem: cause };
  throw cause;
};

const isWaiting = (outcome: Outcome): boolean => 'results' in outcome && outcome.results.some((result) => 'problem' in result && result.problem.code === 'UNAVAILABLE');

const stands = (outcome: Outcome): boolean => 'results' in outcome && outcome.results.every((result) => 'receipt' in result);

const codesOf = (outcome: Outcome): string[] => ('problem' in outcome ? [outcome.problem.code] : outcome.results.flatMap((result) => ('problem' in result ? [result.problem.code] : [])));

/** What `POST /v1/alerts` would have answered. */
const receiptOf = (name: string, at: Date, outcome: Outcome): string => `${JSON.stringify({
  file: name, at: at.toISOString(), accepted: stands(outcome),
  ...('problem' in outcome ? { problem: problemOf(outcome.problem) } : { items: outcome.results.map((result) => ('problem' in result ? { http: result.http, problem: problemOf(result.problem) } : result)) }),
}, null, 2)}\n`;

const codeOf = (cause: unknown): string => (cause as NodeJS.ErrnoException).code ?? 'INTERNAL';

const passOver = (code: string) => (cause: unknown): void => { if (codeOf(cause) !== code) throw cause; };

export function createDropDirectories(ports: FeedPorts): { look(source: DirectorySource, claimed: ClaimedFeed, tally: Tally, signal: AbortSignal): Promise<Look> } {
  const { forget } = createForgetting(ports);
  /** Path to size and time of change, as they were at the last look. */
  let seen = new Map<string, string>();

  /** @returns whether nobody has written to it since the last look. */
  const isSettled = async (path: string, next: Map<string, string>): Promise<boolean> => {
    const found = await lstat(path).catch(() => undefined);
    const shape = found && `${found.size} ${found.mtimeMs} ${found.ino}`;
    if (shape !== undefined) next.set(path, shape);
    return shape !== undefined && seen.get(path) === shape;
  };

  /** Afterwards it is in done/ or failed/ with its receipt beside it; where the store was away, still in working/. */
  const take = async ({ centre, directory, id }: DirectorySource, working: string, tally: Tally): Promise<void> => {
    const from = join(directory.path, 'working', working);
    const outcome = await readWhole(from).then(async (bytes): Promise<Outcome> => ({ results: await receive(ports, centre, bytes, directory.adapter) })).catch(asOutcome);
    if (isWaiting(outcome)) throw Object.assign(new Error('the store is away'), { code: 'UNAVAILABLE' });
    const [accepted, codes] = [stands(outcome), codesOf(outcome)];
    // Before the file moves: better told twice than never.
    await settleItems(ports.database, { id, centre: centre.id }, [], codes);
    if (accepted && directory.done === 'delete') await unlink(from);
    else {
      const to = join(directory.path, accepted ? 'done' : 'failed', working);
      await writeFile(`${to}.json`, receiptOf(working, ports.clock.now(), outcome), { mode: 0o660 });
      await rename(from, to);
    }
    const fresh = 'results' in outcome ? outcome.results.filter(({ http }) => http === 201).length : 0;
    Object.assign(tally, { items: tally.items + 1, accepted: tally.accepted + fresh, refused: tally.refused + codes.length });
  };

  /** What was left in working/ by a process that ended comes first; then what is whole. */
  const waiting = async ({ directory }: DirectorySource): Promise<string[]> => {
    // Not with what is above it: a folder that is gone must be missed, not made anew.
    for (const name of ['working', 'done', 'failed']) await mkdir(join(directory.path, name), { mode: 0o770 }).catch(passOver('EEXIST'));
    const left = (await readdir(join(directory.path, 'working'), { withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name);
    const next = new Map([...seen].filter(([path]) => !path.startsWith(join(directory.path, '/'))));
    const taken: string[] = [];
    for (const { name } of (await readdir(directory.path, { withFileTypes: true })).filter(isTaken).slice(0, MOST_AT_ONCE)) {
      if (!await isSettled(join(directory.path, name), next)) continue;
      const own = ownName(ports, name);
      // Who comes second finds nothing to rename: that is the lease of the file.
      await rename(join(directory.path, name), join(directory.path, 'working', own)).then(() => taken.push(own), passOver('ENOENT'));
    }
    seen = next;
    return [...left, ...taken];
  };

  return {
    look: async (source, claimed, tally, signal) => {
      let error: string | undefined;
      try {
        for (const file of await waiting(source)) {
          if (signal.aborted || !await renewFeed(ports.database, claimed)) return { error: 'STOPPED' };
          await take(source, file, tally).catch((cause: unknown) => { error ??= codeOf(cause); });
        }
        await forget(source);
      } catch (cause) { error ??= codeOf(cause); }
      return error === undefined ? { etag: null, lastModified: null } : { error };
    },
  };
}

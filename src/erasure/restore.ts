// After a database was restored from a backup: what the journal knows is done again before anything is served, and what was on its way waits for people (reliability clause 13).
import { auditHead } from '../store/audit.js';
import { documentsLeft } from '../store/documents.js';
import { hashAt, holdRestored, replayEnds, replayErasures } from '../store/restores.js';
import { eraseDocuments, eraseDue, type ErasePorts } from './erase.js';
import type { ChainMark, Mark } from './mark.js';

export interface RestorePorts extends ErasePorts { mark: Mark }

/** The chain only ever grows, so the entry of the mark is in it, unless this is the database of an earlier day. */
const holds = async ({ database }: RestorePorts, { position, hash }: ChainMark): Promise<boolean> => position === 0 || (await hashAt(database, position)) === hash;

/** Also where nothing was restored: what a process had written in the journal and not done is done now. */
async function replay(ports: RestorePorts): Promise<void> {
  const lines = await ports.journal.read();
  await replayEnds(ports.database, lines.flatMap((line) => ('ended' in line ? [{ id: line.ended, at: line.at }] : [])));
  if (await replayErasures(ports.database, lines.flatMap((line) => ('erased' in line ? [line.erased] : []))) > 0) await eraseDue(ports);
  await eraseDocuments(ports, await documentsLeft(ports.database));
}

async function answerRestore(ports: RestorePorts, mark: ChainMark): Promise<void> {
  await replay(ports);
  await holdRestored(ports.database, mark);
  await ports.mark.write(await auditHead(ports.database));
}

/** At every start, before anything is served or sent. Several processes may come here together: the replay may be done twice, and one holds. @returns whether the database was restored. */
export async function lookForRestore(ports: RestorePorts): Promise<boolean> {
  const mark = await ports.mark.read();
  await replay(ports);
  if (!mark || await holds(ports, mark)) return false;
  await answerRestore(ports, mark);
  return true;
}

/** What runs on a timer: moves the mark on, and notices a database that was exchanged under a running gateway. */
export async function keepMark(ports: RestorePorts): Promise<void> {
  // The mark first: the head that is read after it cannot be behind it.
  const mark = await ports.mark.read();
  const head = await auditHead(ports.database);
  if (mark?.position === head.position && mark.hash === head.hash) return;
  if (mark && !await holds(ports, mark)) await answerRestore(ports, mark);
  else await ports.mark.write(head);
}

// The erasure journal: which alerts ended and which were erased, beside the keys and so outside the database and its backups. A backup that is restored learns from it what has happened since.
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const JOURNAL_FILE = 'erasures.journal';

/** One line: an id and a moment, nothing else. */
export type JournalLine = { erased: string; at: string } | { ended: string; at: string };

export interface Journal {
  /** On disk when this resolves. Several processes may write: each call is one write at the file's end. */
  append(lines: readonly JournalLine[]): Promise<void>;
  /** Everything in it, oldest first. A line may be there twice. */
  read(): Promise<JournalLine[]>;
}

/** A line that was cut off by the end of its process was written before anything was done about it. */
const parsed = (text: string): JournalLine[] => {
  try { return [JSON.parse(text) as JournalLine]; } catch { return []; }
};

async function write(directory: string, text: string): Promise<void> {
  const file = await open(join(directory, JOURNAL_FILE), 'a', 0o600);
  try {
    const { bytesWritten } = await file.write(text);
    if (bytesWritten < Buffer.byteLength(text)) throw new Error('the key store has no room left for the erasure journal');
    await file.sync();
  } finally { await file.close(); }
  // A new file's name is only durable once its directory is flushed.
  const folder = await open(directory, 'r');
  try { await folder.sync(); } finally { await folder.close(); }
}

/** @param directory that of the key store. */
export const openJournal = (directory: string): Journal => ({
  // The line break comes first as well: whatever a process left half written before stays a line of its own.
  append: async (lines) => { if (lines.length > 0) await write(directory, `\n${lines.map((line) => JSON.stringify(line)).join('\n')}\n`); },
  read: async () => {
    const text = await readFile(join(directory, JOURNAL_FILE), 'utf8').catch((cause: unknown) => {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw cause;
    });
    return text.split('\n').filter((line) => line !== '').flatMap(parsed);
  },
});

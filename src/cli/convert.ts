// `alertbridge convert FILE --to ID`: one format to another on standard output, what gets lost on standard error.
import { AlertBridgeError } from '../errors.js';
import type { Formats } from '../format/formats.js';
import { convert } from '../inbound/examine.js';
import { issueText } from './api-client.js';
import { awaitInput, UsageError, type Io } from './io.js';

/** @returns 0 when converted, 1 when the message could not be. */
export async function convertFile(file: string, options: { to: string; from?: string; lang?: string }, formats: Formats, io: Io & { bytes(body: Uint8Array): void }): Promise<0 | 1> {
  for (const id of [options.to, options.from]) if (id !== undefined && !formats.get(id)) throw new UsageError(`There is no adapter ${id}. Known are ${formats.all.map((format) => format.id).join(', ')}.`);
  try {
    const { body, losses } = convert(await awaitInput(file), formats, { from: options.from, to: options.to, language: options.lang });
    io.bytes(body);
    for (const loss of losses) io.err(issueText(loss));
    return 0;
  } catch (cause) {
    if (!(cause instanceof AlertBridgeError)) throw cause;
    io.err([`${cause.title} (${cause.code}). ${cause.message}`, ...cause.issues.map(issueText)].join('\n'));
    return 1;
  }
}

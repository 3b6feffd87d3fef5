// `alertbridge validate FILE…`: the judgement of the way in, without sending anything.
import { AlertBridgeError } from '../errors.js';
import type { Formats } from '../format/formats.js';
import { chooseProfiles } from '../inbound/choose-profiles.js';
import { examineWithSignature } from '../inbound/examine.js';
import { error, type Issue } from '../model/issue.js';
import { issueText } from './api-client.js';
import { awaitInput, UsageError, type Io } from './io.js';

interface Verdict { file: string; valid: boolean; adapter: string | null; issues: Issue[] }

type Judge = (bytes: Uint8Array) => Promise<Pick<Verdict, 'valid' | 'adapter' | 'issues'>>;

const verdictOn = async (file: string, judge: Judge): Promise<Verdict> => {
  try {
    const { valid, adapter, issues } = await judge(await awaitInput(file));
    return { file, valid, adapter, issues };
  } catch (cause) {
    if (cause instanceof UsageError) return { file, valid: false, adapter: null, issues: [error('FILE_UNREADABLE', '', cause.message)] };
    if (cause instanceof AlertBridgeError) return { file, valid: false, adapter: null, issues: [...cause.issues, error(cause.code, '', cause.message)] };
    // A fault of ours in one file must not take the judgement of the others away.
    return { file, valid: false, adapter: null, issues: [error('INTERNAL', '', 'The gateway failed on this file. That is a fault in AlertBridge: please report it with a file like this one, without real data.')] };
  }
};

const asText = ({ file, valid, adapter, issues }: Verdict): string =>
  [`${file}: ${valid ? 'valid' : 'NOT valid'}${adapter ? ` (${adapter})` : ''}`, ...issues.map(issueText)].join('\n');

const asLine = ({ file, valid, adapter, issues }: Verdict): string =>
  JSON.stringify({ file, valid, adapter, issues: issues.map(({ code, level, path, message, line, column }) => ({ code, level, path, message, line, column })) });

const profilesOf = (names: readonly string[]): ReturnType<typeof chooseProfiles> => {
  try { return chooseProfiles(names); } catch (cause) { throw cause instanceof AlertBridgeError ? new UsageError(cause.message) : cause; }
};

/**
 * Judges one file after the other, each told before the next is read: of any number of files only one is ever held.
 * @returns 0 when every file is valid, 1 otherwise.
 * @throws UsageError for an adapter or profile that is none.
 */
export async function validateFiles(files: readonly string[], options: { adapter?: string; profile?: string[]; json?: boolean }, formats: Formats, io: Io): Promise<0 | 1> {
  if (options.adapter !== undefined && !formats.get(options.adapter)) throw new UsageError(`There is no adapter ${options.adapter}. Known are ${formats.all.map(({ id }) => id).join(', ')}.`);
  const profiles = profilesOf(options.profile ?? []);
  let all = true;
  for (const file of files) {
    const verdict = await verdictOn(file, (bytes) => examineWithSignature(bytes, formats, options.adapter, profiles));
    all &&= verdict.valid;
    io.out(options.json ? asLine(verdict) : asText(verdict));
  }
  return all ? 0 : 1;
}

// `alertbridge propose FILE`: puts a message before the authority that decides, and says whose turn it is.
import type { ProposalReceipt } from '../model/generated/proposal-receipt.js';
import { createApi, problemText, Unreachable } from './api-client.js';
import { readCaller, type CallerOptions } from './caller.js';
import { awaitInput, type Io } from './io.js';

const queryOf = (named: Record<string, string | undefined>): string => {
  const given = Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]));
  return given.length > 0 ? `?${given.join('&')}` : '';
};

const nextOf = ({ id, state, holder }: ProposalReceipt, url: string): string =>
  (holder === null ? `It is ${state}.` : `It is the turn of ${holder} (${state}). What becomes of it: GET ${url.replace(/\/+$/, '')}/v1/proposals/${id}`);

/** The receipt goes to standard output, what comes next to standard error. @returns 0 kept, 1 refused, 3 unreachable. */
export async function proposeFile(file: string, options: CallerOptions & { url: string; adapter?: string; to?: string }, io: Io): Promise<0 | 1 | 3> {
  const bytes = await awaitInput(file);
  const api = createApi(options.url, readCaller(options, io));
  try {
    const answer = await api.call('POST', `/v1/proposals${queryOf({ adapter: options.adapter, to: options.to })}`, bytes, 'application/octet-stream');
    if (answer.status !== 200 && answer.status !== 201) { io.err(problemText(answer)); return answer.status === 503 ? 3 : 1; }
    io.out(JSON.stringify(answer.body, null, 2));
    io.err(nextOf(answer.body as ProposalReceipt, options.url));
    return 0;
  } catch (cause) {
    if (!(cause instanceof Unreachable)) throw cause;
    io.err(cause.message);
    return 3;
  }
}

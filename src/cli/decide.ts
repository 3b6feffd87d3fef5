// `alertbridge decide ALERT STEP`: what a country decides about an alert, over the API.
import type { Decision } from '../model/generated/decision.js';
import { createApi, problemText, Unreachable } from './api-client.js';
import { readCaller, type CallerOptions } from './caller.js';
import type { Io } from './io.js';

export interface DecideOptions extends CallerOptions { url: string; reason?: string; until?: string; endReason?: string }

/** The country's state goes to standard output, what the desk should know of its step to standard error. @returns 0 decided, 1 refused, 3 unreachable. */
export async function decideAlert(alert: string, decision: string, { reason, until, endReason, ...options }: DecideOptions, io: Io): Promise<0 | 1 | 3> {
  const api = createApi(options.url, readCaller(options, io));
  try {
    const answer = await api.call('POST', `/v1/alerts/${encodeURIComponent(alert)}/decision`, Buffer.from(JSON.stringify({ decision, reason, until, endReason })), 'application/json');
    if (answer.status !== 200) { io.err(problemText(answer)); return answer.status === 503 ? 3 : 1; }
    io.out(JSON.stringify(answer.body, null, 2));
    for (const { message } of (answer.body as Decision).issues ?? []) io.err(message);
    return 0;
  } catch (cause) {
    if (!(cause instanceof Unreachable)) throw cause;
    io.err(cause.message);
    return 3;
  }
}

// `alertbridge statistics`: counts of cases from a running gateway, as JSON or CSV.
import { createApi, problemText, Refused, Unreachable } from './api-client.js';
import { readCaller, type CallerOptions } from './caller.js';
import type { Io } from './io.js';

export interface StatisticsOptions extends CallerOptions { url: string; from?: string; to?: string; by?: string; csv?: boolean }

/** @returns 0, 1 where the gateway refused, 3 where it cannot be reached. */
export async function showStatistics({ from, to, by, csv, url, ...caller }: StatisticsOptions, io: Io): Promise<0 | 1 | 3> {
  const api = createApi(url, readCaller(caller, io));
  const asked = Object.entries({ from, to, by }).filter(([, value]) => value !== undefined) as [string, string][];
  try {
    const answer = await api.call('GET', `/v1/statistics?${new URLSearchParams(asked).toString()}`, undefined, undefined, csv ? 'text/csv' : 'application/json');
    if (answer.status !== 200) throw new Refused(problemText(answer));
    io.out(csv ? answer.text.trimEnd() : JSON.stringify(answer.body, null, 2));
    return 0;
  } catch (cause) {
    if (!(cause instanceof Unreachable || cause instanceof Refused)) throw cause;
    io.err(cause.message);
    return cause instanceof Refused ? 1 : 3;
  }
}

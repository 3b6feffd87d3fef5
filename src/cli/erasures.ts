// `alertbridge erasures`: what was erased, who has followed, and who has to be called.
import { createApi, problemText, Unreachable } from './api-client.js';
import { readCaller, type CallerOptions } from './caller.js';
import type { Io } from './io.js';

export interface ErasuresOptions extends CallerOptions { url: string; state?: string; json?: boolean }

interface Order { centre: string; country: string; state: string; attempts: number; deliveredAt: string | null; answeredAt: string | null; lastError: string | null; reason: string | null }
interface Erasure { alert: string; reason: string; erasedAt: string | null; by: string | null; state: string; orders: Order[] }

const orderLine = ({ country, centre, state, attempts, deliveredAt, answeredAt, lastError, reason }: Order): string =>
  [`  ${country} ${centre}`.padEnd(20), state.padEnd(13), answeredAt ? `answered ${answeredAt}` : deliveredAt ? `ordered ${deliveredAt}, no answer yet` : `not reached yet, ${attempts} tries`, lastError ? `last error ${lastError}` : '', reason ? `"${reason}"` : '']
    .filter(Boolean).join('  ');

const erasureText = ({ alert, reason, erasedAt, by, state, orders }: Erasure): string =>
  [`${alert}  ${erasedAt ? `erased ${erasedAt}` : 'being erased'} (${reason})  ${state}${by ? `, others by ${by}` : ', nobody else had it'}`, ...orders.map(orderLine)].join('\n');

const pathOf = (alert: string | undefined, state: string | undefined): string =>
  (alert === undefined ? `/v1/erasures?limit=100${state === undefined ? '' : `&state=${encodeURIComponent(state)}`}` : `/v1/erasures/${encodeURIComponent(alert)}`);

/** @returns 0, 1 where the gateway refused, 3 where it cannot be reached. */
export async function showErasures(alert: string | undefined, options: ErasuresOptions, io: Io): Promise<0 | 1 | 3> {
  const api = createApi(options.url, readCaller(options, io));
  try {
    const answer = await api.call('GET', pathOf(alert, options.state));
    if (answer.status !== 200) { io.err(problemText(answer)); return 1; }
    const erasures = alert === undefined ? (answer.body as { items: Erasure[] }).items : [answer.body as Erasure];
    io.out(options.json ? JSON.stringify(answer.body) : erasures.map(erasureText).join('\n') || 'Nothing was erased yet.');
    return 0;
  } catch (cause) {
    if (!(cause instanceof Unreachable)) throw cause;
    io.err(cause.message);
    return 3;
  }
}

// `alertbridge pause`, `resume` and `redrive`: an operator's steps over the API.
import { createApi, problemText, Unreachable, type Api, type ApiAnswer } from './api-client.js';
import { readCaller, type CallerOptions } from './caller.js';
import { UsageError, type Io } from './io.js';

export interface OperatorOptions extends CallerOptions { url: string }
export interface RedriveOptions extends OperatorOptions { state?: string; centre?: string; all?: boolean; dryRun?: boolean }

/** @returns 0 done, 1 refused, 3 unreachable. */
async function reach(options: OperatorOptions, io: Io, run: (api: Api) => Promise<0 | 1>): Promise<0 | 1 | 3> {
  try { return await run(createApi(options.url, readCaller(options, io))); } catch (cause) {
    if (!(cause instanceof Unreachable)) throw cause;
    io.err(cause.message);
    return 3;
  }
}

const refused = (answer: ApiAnswer, io: Io): 1 => { io.err(problemText(answer)); return 1; };

const step = (name: 'pause' | 'resume', done: string) => (centre: string, options: OperatorOptions, io: Io): Promise<0 | 1 | 3> => reach(options, io, async (api) => {
  const answer = await api.call('POST', `/v1/centres/${encodeURIComponent(centre)}/${name}`);
  if (answer.status !== 200) return refused(answer, io);
  io.out(`${centre} ${done}`);
  return 0;
});

export const pause = step('pause', 'is paused: what waits for it is held until it is resumed.');
export const resume = step('resume', 'goes on: all that waits for it is due now.');

interface Item { id: string; centre: string; alert: string; from: string; to?: string; problem?: string; detail?: string }

const lineOf = ({ id, centre, alert, from, to, problem, detail }: Item): string => `${id}  ${centre}  alert ${alert}  ${problem ? `${from}, not possible (${problem}): ${detail}` : `${from} → ${to}`}`;

async function redriveOne(api: Api, id: string, dryRun: boolean, io: Io): Promise<0 | 1> {
  const answer = await api.call('POST', `/v1/deliveries/${encodeURIComponent(id)}/redrive?dryRun=${dryRun}`);
  if (answer.status !== 200) return refused(answer, io);
  io.out(dryRun ? `${id} can be sent again.` : `${id} is due now.`);
  return 0;
}

/** Page by page: the place in the list stays good, whatever becomes of what was passed. */
async function redriveMany(api: Api, { state, centre, dryRun = false }: RedriveOptions, io: Io): Promise<0 | 1> {
  const query = new URLSearchParams({ dryRun: String(dryRun), ...(state ? { state } : {}), ...(centre ? { centre } : {}) });
  let count = 0;
  for (let after: string | null = ''; after !== null;) {
    const answer: ApiAnswer = await api.call('POST', `/v1/deliveries/redrive?${query.toString()}${after ? `&after=${after}` : ''}`);
    if (answer.status !== 200) return refused(answer, io);
    const { items, next } = answer.body as { items: Item[]; next: string | null };
    for (const item of items) io.out(lineOf(item));
    count += items.filter(({ to }) => to).length;
    after = next;
  }
  io.err(`${count} ${dryRun ? 'would be sent again' : 'due now'}.`);
  return 0;
}

/** @returns 0 done, 1 refused, 3 unreachable. @throws UsageError */
export async function redrive(id: string | undefined, options: RedriveOptions, io: Io): Promise<0 | 1 | 3> {
  const { state, centre, all, dryRun = false } = options;
  if (id === undefined && !state && !centre && !all) throw new UsageError('Name a delivery, or say which with --state or --centre, or --all.');
  if (id !== undefined && (state ?? centre ?? all)) throw new UsageError('A delivery is named already; leave out --state, --centre and --all.');
  return reach(options, io, (api) => (id === undefined ? redriveMany(api, options, io) : redriveOne(api, id, dryRun, io)));
}

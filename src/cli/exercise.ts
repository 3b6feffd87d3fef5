// `alertbridge exercise SCENARIO`: plays a drill over the real path, on a gateway of its own or on a running one, and reports how it went.
import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../clock.js';
import { loadExercise, scenariosIn } from '../config/exercise-file.js';
import { drill, type DrillOptions } from '../exercise/drill.js';
import { fastPace, steadyPace } from '../exercise/pace.js';
import type { Desk, Stage } from '../exercise/ports.js';
import { reportMarkdown, reportText } from '../exercise/report-text.js';
import type { Exercise } from '../model/generated/exercise.js';
import { exercisesFolder } from '../package-files.js';
import { createApi, problemText, Unreachable, type Api } from './api-client.js';
import { readCaller } from './caller.js';
import { readInput, UsageError, type Io } from './io.js';
import { startPrivateGateway } from './private-gateway.js';

export interface ExerciseOptions {
  list?: boolean; check?: string; url?: string; keys?: string; ca?: string; human?: string[]; as?: string[]; speed?: number; day?: number;
  json?: boolean; report?: string; strict?: boolean;
}

/** What `--keys` names: ids to keys, as in quickstart.json; `senders` where the network file reserves them. */
interface Keys { keys: Record<string, string>; senders: Record<string, string> }

/** A drill that nobody stops ends by itself this long after its last step. Minutes. */
const GRACE_MINUTES = 60;

const list = (io: Io): 0 => {
  for (const { id, file } of scenariosIn(exercisesFolder)) {
    const { exercise } = loadExercise(file);
    io.out(`${id.padEnd(22)}${exercise ? `${exercise.title}. ${exercise.trains}` : `has faults; see alertbridge exercise --check ${file}`}`);
  }
  return 0;
};

const checkFile = (file: string, io: Pick<Io, 'out'>): 0 | 1 => {
  const { exercise, problems } = loadExercise(file);
  for (const { line, path, message } of problems) io.out(`${file}:${line} ${path ? `${path}: ` : ''}${message}`);
  if (exercise) io.out(`${file} is fine: ${exercise.cast.length} in the cast, ${exercise.steps.length} steps on ${exercise.days?.length ?? 1} day${(exercise.days?.length ?? 1) === 1 ? '' : 's'}`);
  return exercise ? 0 : 1;
};

/** A name of those that ship, or a path. */
const fileOf = (scenario: string): string => scenariosIn(exercisesFolder).find(({ id }) => id === scenario)?.file ?? scenario;

const isTextMap = (value: unknown): value is Record<string, string> => typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');

function readKeys(file: string): Keys {
  let content: { keys?: unknown; senders?: unknown };
  try { content = JSON.parse(readInput(file).toString('utf8')) as typeof content; } catch (cause) { throw cause instanceof UsageError ? cause : new UsageError(`${file} is no JSON. It holds ids and keys: { "keys": { "tirana": "…" } }, as data/quickstart.json does.`); }
  const { keys = content, senders = {} } = content ?? {};
  if (!isTextMap(keys) || !isTextMap(senders)) throw new UsageError(`${file} has to hold ids and keys, { "keys": { "tirana": "…" } }, and where wanted "senders" in the same way.`);
  return { keys, senders };
}

const DAY = /^[1-9]\d*$/;

function checkOptions({ url, keys, human, as, speed, day }: ExerciseOptions, exercise: Exercise): void {
  if ((url === undefined) !== (keys === undefined)) throw new UsageError('--url and --keys go together: a drill on a running gateway needs the keys of its desks. Without both it plays by itself.');
  if (url === undefined && (human?.length ?? 0) > 0) throw new UsageError('--human needs --url and --keys: people sit at desks of a running gateway.');
  if (url === undefined && (as?.length ?? 0) > 0) throw new UsageError('--as needs --url and --keys.');
  if (speed !== undefined && !(speed > 0)) throw new UsageError('--speed takes minutes of the scenario for each real one, such as 1 or 10.');
  const days = exercise.days?.length ?? 1;
  if (day !== undefined && !(DAY.test(String(day)) && day <= days)) throw new UsageError(`--day takes a number from 1 to ${days}.`);
}

const listOf = (texts: readonly string[] = []): string[] => texts.flatMap((text) => text.split(',')).map((text) => text.trim()).filter(Boolean);

function humansOf({ human }: ExerciseOptions, { cast }: Exercise): Set<string> {
  const humans = listOf(human);
  const unknown = humans.find((id) => !cast.some((one) => one.id === id));
  if (unknown !== undefined) throw new UsageError(`${unknown} of --human is not in the cast: ${cast.map(({ id }) => id).join(', ')}.`);
  return new Set(humans);
}

function namesOf({ as }: ExerciseOptions, { cast }: Exercise): Map<string, string> {
  return new Map(listOf(as).map((pair) => {
    const [id = '', other = ''] = pair.split('=');
    if (!cast.some((one) => one.id === id) || other === '') throw new UsageError(`--as takes somebody of the cast and an id of the network, such as --as al=tirana; ${pair} is not that.`);
    return [id, other];
  }));
}

const deskOf = (api: Api): Desk => ({
  call: async (method, path, body) => {
    const answer = await api.call(method, path, body === undefined ? undefined : Buffer.from(JSON.stringify(body)));
    return { status: answer.status, body: answer.body, text: problemText(answer) };
  },
});

/** Without an answer the drill itself will say what is wrong. */
async function takesDecisions(url: string, options: ExerciseOptions, keys: Keys['keys'], io: Io): Promise<boolean> {
  const anybody = Object.values(keys)[0];
  const { body } = await createApi(url, readCaller({ key: anybody ?? 'nobody', ca: options.ca }, io)).call('GET', '/openapi.json');
  return Object.keys((body as { paths?: object } | undefined)?.paths ?? {}).some((path) => path.endsWith('/decision'));
}

/** In which a person and a search find this run: the second it began. */
const runName = (): string => systemClock.now().toISOString().slice(0, 19).replace(/[-:]/g, '').toLowerCase();

const lengthOf = ({ steps }: Exercise): number => steps.reduce((sum, { at = 0, plus = 0, within = 15 }) => Math.max(sum, at) + Math.max(plus, within), 0);

interface Setting { exercise: Exercise; options: ExerciseOptions; io: Io; stopping: AbortSignal }

async function stageOf({ exercise, options, io, stopping }: Setting, url: string, own: boolean, { keys, senders }: Keys): Promise<Stage> {
  const [humans, names] = [humansOf(options, exercise), namesOf(options, exercise)];
  const idOf = (id: string): string => names.get(id) ?? id;
  const desks = new Map(Object.entries(keys).map(([id, key]) => [id, deskOf(createApi(url, readCaller({ key, ca: options.ca }, io)))]));
  const speed = options.speed ?? (humans.size > 0 ? 1 : undefined);
  const rest = (milliseconds: number): Promise<void> => sleep(milliseconds, undefined, { signal: stopping }).catch(() => undefined);
  return {
    exercise, url, own, run: runName(), decisions: await takesDecisions(url, options, keys, io), desk: (id) => desks.get(idOf(id)), idOf,
    senderOf: (id) => senders[id] ?? `exercise@${id}.alertbridge.invalid`, isHuman: (id) => humans.has(id),
    clock: systemClock, pace: speed === undefined ? fastPace(systemClock) : steadyPace(systemClock, speed, rest), stopping,
    tell: (line) => { io.err(line); }, liveMinutes: GRACE_MINUTES + (speed === undefined ? 0 : Math.ceil(lengthOf(exercise) / speed)),
  };
}

async function playOn(stage: Stage, { options, io }: Setting): Promise<0 | 1> {
  const drilled = await drill(stage, { day: options.day, strict: options.strict } satisfies DrillOptions);
  if ('problems' in drilled) {
    io.err('The drill was not started, and nothing was sent:');
    for (const problem of drilled.problems) io.err(`  ${problem}`);
    return 1;
  }
  const { report } = drilled;
  io.out(options.json === true ? JSON.stringify(report) : reportText(report));
  if (options.report !== undefined) writeFileSync(options.report, reportMarkdown(report));
  return report.result === 'passed' ? 0 : 1;
}

async function start(setting: Setting): Promise<0 | 1> {
  const { options, exercise } = setting;
  if (options.url !== undefined) return playOn(await stageOf(setting, options.url, false, readKeys(options.keys!)), setting);
  const gateway = await startPrivateGateway(exercise);
  try { return await playOn(await stageOf(setting, gateway.url, true, { keys: gateway.keys, senders: {} }), setting); } finally { await gateway.stop(); }
}

/** The first signal ends what is live; whoever cannot wait for that may send a second. */
const untilSignal = (): AbortSignal => {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  return stopping.signal;
};

/** @returns 0 where the path and every scripted desk did what they should; what people missed is in the report. */
export async function exercise(scenario: string | undefined, options: ExerciseOptions, io: Io, stopping: AbortSignal = untilSignal()): Promise<0 | 1> {
  if (options.list === true) return list(io);
  if (options.check !== undefined) return checkFile(options.check, io);
  if (scenario === undefined) throw new UsageError('Name a scenario: one that --list names, or a file.');
  const file = fileOf(scenario);
  if (file === scenario && !existsSync(scenario)) throw new UsageError(`There is no scenario ${scenario}. Those that ship: ${scenariosIn(exercisesFolder).map(({ id }) => id).join(', ')}; or name a file.`);
  const { exercise: found } = loadExercise(file);
  if (!found) { checkFile(file, { out: io.err }); return 1; }
  checkOptions(options, found);
  try {
    return await start({ exercise: found, options, io, stopping });
  } catch (cause) {
    if (!(cause instanceof Unreachable)) throw cause;
    io.err(`${cause.message} What the drill had sent may still be live: it ends by itself, or look with alertbridge status.`);
    return 1;
  }
}

// That no exercise reaches whoever did not ask for it: seen before the first message, and again in what was sent.
import { centresOf, originsOf, playerOf, receiversOf, taken, type Desk, type Stage } from './ports.js';

export interface Listed { id: string; country: string; receives: { statuses: string[] } | null }

const takesExercises = ({ receives }: Listed): boolean => receives?.statuses.includes('Exercise') ?? false;

/** Everybody that a message of this scenario would be addressed to, by ids of the cast. */
const addressed = ({ exercise }: Stage): Set<string> =>
  new Set(exercise.steps.filter(({ do: verb }) => ['submit', 'issue', 'update', 'propose'].includes(verb)).flatMap((step) => {
    const sender = step.do === 'propose' ? [...originsOf(exercise)][0] ?? step.by : step.by;
    return receiversOf(exercise, step.do === 'propose' ? { ...step, by: sender, to: undefined } : step).filter((id) => id !== sender);
  }));

const centreProblems = (stage: Stage, centres: readonly Listed[]): string[] => [...addressed(stage)].flatMap((id) => {
  const centre = centres.find((one) => one.id === stage.idOf(id));
  if (!centre) return [`${stage.idOf(id)} is no centre of this network. Say with --as ${id}=OTHER who plays it.`];
  const wanted = playerOf(stage.exercise, id)?.country;
  if (centre.country !== wanted) return [`${centre.id} is a centre of ${centre.country}, and the scenario means one of ${wanted ?? 'no country'}. Say with --as ${id}=OTHER who plays it.`];
  return takesExercises(centre) ? [] : [`${centre.id} does not list Exercise among the statuses it takes. Nobody is drilled who did not ask for it: its entry in the network file needs receive.statuses with Exercise.`];
});

const keyProblems = (stage: Stage): string[] => stage.exercise.cast
  .filter(({ id, role }) => role !== 'observer' && !stage.isHuman(id) && stage.exercise.steps.some(({ by }) => by === id) && !stage.desk(id))
  .map(({ id }) => `No key of ${stage.idOf(id)} is among the keys, so nobody can play ${id}. Add the key, name another with --as ${id}=OTHER, or leave it to a person with --human ${id}.`);

/** People act with keys of their own; what they do has to be seen by somebody whose key is here. */
const watchProblems = (stage: Stage): string[] => {
  const watched = centresOf(stage.exercise).filter(({ id }) => stage.isHuman(id));
  const canSee = ['liaison', ...centresOf(stage.exercise).map(({ id }) => id)].some((id) => stage.desk(id));
  return watched.length > 0 && !canSee ? ['Nobody whose key was given can see what the people do. Add the key of a liaison.'] : [];
};

/** @returns the network, and why the drill must not start; nothing has been sent. */
export async function examine(stage: Stage): Promise<{ centres: Listed[]; problems: string[] }> {
  const desk = ['liaison', 'operator', ...centresOf(stage.exercise).map(({ id }) => id), 'auditor'].map((id) => stage.desk(id)).find((one): one is Desk => one !== undefined);
  if (!desk) return { centres: [], problems: ['No key was given that may ask who is in the network. Add that of a liaison, an operator or a centre.'] };
  const { items } = taken(await desk.call('GET', '/v1/centres')) as { items: Listed[] };
  return { centres: items, problems: [...centreProblems(stage, items), ...keyProblems(stage), ...watchProblems(stage)] };
}

export interface Reached { centre: string; alert: string }

/** Who got something and should not have. Receipts go back to whoever asked. */
export function reachOf(stage: Stage, centres: readonly Listed[], reached: readonly Reached[]): { beyondCast: string[]; unasked: string[] } {
  const cast = new Set(centresOf(stage.exercise).map(({ id }) => stage.idOf(id)));
  const got = [...new Set(reached.map(({ centre }) => centre))].sort();
  return { beyondCast: got.filter((id) => !cast.has(id)), unasked: got.filter((id) => !centres.some((one) => one.id === id && takesExercises(one))) };
}

// Watches for a slip that must not go unseen: a desk of people that sends a real alert in the middle of a drill.
import { centresOf, type Desk, type Stage } from './ports.js';

interface Summary { id: string; origin: string; status: string; msgType: string }

/** A liaison sees all; without one, each desk whose key is here sees what concerns it. */
const lookouts = (stage: Stage): Desk[] => {
  const liaison = stage.desk('liaison');
  return liaison ? [liaison] : centresOf(stage.exercise).flatMap(({ id }) => stage.desk(id) ?? []);
};

async function realAlerts(stage: Stage, since: Date): Promise<Map<string, string>> {
  const people = new Set(centresOf(stage.exercise).filter(({ id }) => stage.isHuman(id)).map(({ id }) => stage.idOf(id)));
  const found = new Map<string, string>();
  for (const desk of people.size > 0 ? lookouts(stage) : []) {
    const { status, body } = await desk.call('GET', `/v1/alerts?since=${encodeURIComponent(since.toISOString())}&limit=500`);
    if (status !== 200) continue;
    for (const one of (body as { items: Summary[] }).items) if (people.has(one.origin) && one.status !== 'Exercise') found.set(one.id, `${one.msgType} ${one.id} of ${one.origin} is ${one.status}`);
  }
  return found;
}

/** @returns all slips so far; each is told when it is first seen, while there is still time to end it. */
export function createSlipWatch(stage: Stage, since: Date): () => Promise<string[]> {
  const told = new Set<string>();
  return async () => {
    const found = await realAlerts(stage, since);
    for (const [id, line] of found) {
      if (!told.has(id)) stage.tell(`NO EXERCISE: ${line}. Call that desk now: if it is a slip, it has to be cancelled at once.`);
      told.add(id);
    }
    return [...found.values()];
  };
}

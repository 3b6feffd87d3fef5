// The queue inside the gateway: one lane per centre, so that a slow centre keeps only its own deliveries waiting.
import type { Hint, Queue } from './queue.js';

/** More than this per lane is forgotten; the sweep finds it again when there is room. */
const LANE_CAPACITY = 1_000;
const PRIORITIES = 4;

interface Lane { waiting: Hint[][]; size: number; running: number }

const takeNext = (lane: Lane): Hint | undefined => {
  const hint = lane.waiting.find((list) => list.length > 0)?.shift();
  if (hint) lane.size -= 1;
  return hint;
};

export function createInProcessQueue(): Queue {
  const lanes = new Map<string, Lane>();
  /** Ids waiting or under way: a second hint for one of them says nothing new. */
  const known = new Set<string>();
  let worker: { handle: (hint: Hint) => Promise<void>; perLane: number } | undefined;
  let closing: (() => void) | undefined;

  const laneOf = (name: string): Lane => {
    const lane = lanes.get(name) ?? { waiting: Array.from({ length: PRIORITIES }, () => []), size: 0, running: 0 };
    lanes.set(name, lane);
    return lane;
  };

  const idle = (): boolean => [...lanes.values()].every(({ running }) => running === 0);

  const advance = (lane: Lane): void => {
    if (!worker) { if (idle()) closing?.(); return; }
    while (lane.running < worker.perLane) {
      const hint = takeNext(lane);
      if (!hint) return;
      lane.running += 1;
      const done = (): void => { lane.running -= 1; known.delete(hint.id); advance(lane); };
      // The worker reports its own failures; here they only must not stop the lane.
      worker.handle(hint).then(done, done);
    }
  };

  return {
    push: async (hints) => {
      const touched = new Set<Lane>();
      for (const hint of hints) {
        const lane = laneOf(hint.lane);
        if (known.has(hint.id) || lane.size >= LANE_CAPACITY) continue;
        known.add(hint.id);
        lane.waiting[Math.min(hint.priority, PRIORITIES - 1)]!.push(hint);
        lane.size += 1;
        touched.add(lane);
      }
      for (const lane of touched) advance(lane);
    },
    work: (handle, perLane) => { worker = { handle, perLane }; for (const lane of lanes.values()) advance(lane); },
    healthy: async () => true,
    close: () => new Promise((resolve) => {
      worker = undefined;
      if (idle()) resolve(); else closing = resolve;
    }),
  };
}

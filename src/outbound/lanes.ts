// A worker's own order of work: one lane per centre, so that a slow centre keeps only its own deliveries waiting.
import type { Hint } from '../queue/queue.js';

/** More than this per lane is forgotten; the sweep finds it again when there is room. */
const LANE_CAPACITY = 1_000;
const PRIORITIES = 4;

export interface Lanes {
  /** A hint for what waits or is under way says nothing new and is dropped. @returns how many said something new. */
  offer(hints: readonly Hint[]): number;
  /** Begins nothing more; resolves when what is under way has finished. */
  close(): Promise<void>;
}

interface Lane { waiting: Hint[][]; size: number; running: number }

const takeNext = (lane: Lane): Hint | undefined => {
  const hint = lane.waiting.find((list) => list.length > 0)?.shift();
  if (hint) lane.size -= 1;
  return hint;
};

/**
 * @param handle works on one hint and reports its own failures.
 * @param perLane how many of one lane are worked on at once; by priority, first come first served inside a priority.
 */
export function createLanes(handle: (hint: Hint) => Promise<void>, perLane: number): Lanes {
  const lanes = new Map<string, Lane>();
  /** Ids waiting or under way. */
  const known = new Set<string>();
  let closing: (() => void) | undefined;
  let open = true;

  const laneOf = (name: string): Lane => {
    const lane = lanes.get(name) ?? { waiting: Array.from({ length: PRIORITIES }, () => []), size: 0, running: 0 };
    lanes.set(name, lane);
    return lane;
  };

  const idle = (): boolean => [...lanes.values()].every(({ running }) => running === 0);

  const advance = (lane: Lane): void => {
    if (!open) { if (idle()) closing?.(); return; }
    while (lane.running < perLane) {
      const hint = takeNext(lane);
      if (!hint) return;
      lane.running += 1;
      const done = (): void => { lane.running -= 1; known.delete(hint.id); advance(lane); };
      // A failure only must not stop the lane.
      handle(hint).then(done, done);
    }
  };

  const put = (hint: Hint): Lane | undefined => {
    const lane = laneOf(hint.lane);
    if (known.has(hint.id) || lane.size >= LANE_CAPACITY) return undefined;
    known.add(hint.id);
    lane.waiting[Math.min(hint.priority, PRIORITIES - 1)]!.push(hint);
    lane.size += 1;
    return lane;
  };

  return {
    offer: (hints) => {
      const touched = open ? hints.map(put).filter((lane) => lane !== undefined) : [];
      for (const lane of new Set(touched)) advance(lane);
      return touched.length;
    },
    close: () => new Promise((resolve) => {
      open = false;
      if (idle()) resolve(); else closing = resolve;
    }),
  };
}

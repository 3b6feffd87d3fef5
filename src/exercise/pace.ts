// How time passes in a drill: as fast as it goes, or so many minutes of the scenario for each real one.
import type { Clock } from '../clock.js';
import type { Pace } from './ports.js';

const MINUTE_MS = 60_000;
/** How often desks of people are looked at. */
const LOOK_MS = 1_500;

/** Nobody is waited for: time jumps to the next thing to do, and runs on meanwhile. */
export function fastPace({ monotonic }: Clock): Pace {
  const began = monotonic();
  let jumped = 0;
  const minute = (): number => jumped + (monotonic() - began) / MINUTE_MS;
  return { speed: null, minute, until: async (wanted) => { jumped += Math.max(0, wanted - minute()); } };
}

/** @param rest waits so many milliseconds, or until the drill is stopped. */
export function steadyPace({ monotonic }: Clock, speed: number, rest: (milliseconds: number) => Promise<void>): Pace {
  const began = monotonic();
  const minute = (): number => (monotonic() - began) / MINUTE_MS * speed;
  return {
    speed, minute,
    until: async (wanted, watching) => {
      const left = (wanted - minute()) / speed * MINUTE_MS;
      await rest(Math.max(0, watching ? Math.min(left, LOOK_MS) : left));
    },
  };
}

// How many requests of one kind are open, and how many of them are at work: bounds that keep one kind, or one caller, from taking all there is.

export interface GateLimits {
  /** At work at one time; the others wait their turn. */
  atWork: number;
  /** Let in at one time, at work or not. */
  open: number;
  /** Of these, for one caller. */
  perCaller: number;
}

/** The place of one request. Leaving twice does no harm. */
export interface Place {
  /** Resolves when it is this request's turn. */
  work(): Promise<void>;
  /** Gives the turn to others, until `work` is called again. */
  rest(): void;
  leave(): void;
}

export interface Gate { /** Decides at once. @returns undefined where there is no place. */ enter(caller: string): Place | undefined }

type Phase = 'resting' | 'waiting' | 'working' | 'gone';

export function createGate({ atWork, open, perCaller }: GateLimits): Gate {
  const callers = new Map<string, number>();
  /** First come, first served; whoever left in between is passed over. */
  let waiting: { isThere: () => boolean; begin: () => void }[] = [];
  let [inside, working] = [0, 0];

  const advance = (): void => {
    waiting = waiting.filter(({ isThere }) => isThere());
    while (working < atWork && waiting.length > 0) { working += 1; waiting.shift()!.begin(); }
  };

  const count = (caller: string, change: number): void => {
    const next = (callers.get(caller) ?? 0) + change;
    if (next > 0) callers.set(caller, next); else callers.delete(caller);
    inside += change;
  };

  const placeOf = (caller: string): Place => {
    let phase: Phase = 'resting';
    const stop = (next: Phase): void => {
      const before = phase;
      if (before === 'gone') return;
      phase = next;
      if (next === 'gone') count(caller, -1);
      if (before === 'working') { working -= 1; advance(); }
    };
    return {
      work: () => new Promise((resolve) => {
        // Whoever has left is answered all the same: its handler runs to its end for nobody.
        if (phase !== 'resting') { resolve(); return; }
        phase = 'waiting';
        waiting.push({ isThere: () => { if (phase === 'gone') resolve(); return phase === 'waiting'; }, begin: () => { phase = 'working'; resolve(); } });
        advance();
      }),
      rest: () => { if (phase === 'working') stop('resting'); },
      leave: () => { const wasWaiting = phase === 'waiting'; stop('gone'); if (wasWaiting) advance(); },
    };
  };

  return {
    enter: (caller) => {
      if (inside >= open || (callers.get(caller) ?? 0) >= perCaller) return undefined;
      count(caller, 1);
      return placeOf(caller);
    },
  };
}

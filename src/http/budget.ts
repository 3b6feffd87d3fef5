// Bytes of bodies in memory at one time: so many in all, and so many for one caller.

export interface Budget {
  /** @returns whether there was room; where there was none, nothing is taken. */
  take(caller: string, bytes: number): boolean;
  give(caller: string, bytes: number): void;
}

export function createBudget({ total, perCaller }: { total: number; perCaller: number }): Budget {
  const callers = new Map<string, number>();
  let taken = 0;
  const change = (caller: string, bytes: number): void => {
    const next = (callers.get(caller) ?? 0) + bytes;
    if (next > 0) callers.set(caller, next); else callers.delete(caller);
    taken += bytes;
  };
  return {
    take: (caller, bytes) => {
      const fits = taken + bytes <= total && (callers.get(caller) ?? 0) + bytes <= perCaller;
      if (fits) change(caller, bytes);
      return fits;
    },
    give: (caller, bytes) => change(caller, -bytes),
  };
}

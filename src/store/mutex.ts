// First come, first served: one connection shared by transactions that must not mix.

/** @returns a function that runs its argument once everything queued before has finished. */
export function createMutex(): <T>(run: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return (run) => {
    const result = tail.then(run, run);
    tail = result.catch(() => undefined);
    return result;
  };
}

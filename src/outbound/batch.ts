// Many callers, one statement: what arrives while a statement is under way shares the next one.

/**
 * @param run takes a batch and answers in the same order. A failure reaches every caller of the batch.
 * @param limit items of one batch at most.
 */
export function createBatch<Item, Result>(run: (items: Item[]) => Promise<Result[]>, limit = 500): (item: Item) => Promise<Result> {
  let waiting: { item: Item; resolve: (result: Result) => void; reject: (cause: unknown) => void }[] = [];
  let busy = false;

  const drain = async (): Promise<void> => {
    busy = true;
    // One turn of the event loop, so that callers who are ready now join the first batch.
    await new Promise((resolve) => { setImmediate(resolve); });
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limit);
      waiting = waiting.slice(limit);
      try {
        const results = await run(batch.map(({ item }) => item));
        batch.forEach(({ resolve }, index) => resolve(results[index]!));
      } catch (cause) {
        for (const { reject } of batch) reject(cause);
      }
    }
    busy = false;
  };

  return (item) => new Promise((resolve, reject) => {
    waiting.push({ item, resolve, reject });
    if (!busy) void drain();
  });
}

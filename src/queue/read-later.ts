// A queue whose driver takes a third of a second to read: the gateway is ready before that, and reads it then.
import type { Hint, Queue } from './queue.js';

/** Until it has been read nobody is told anything: the sweep finds what was pushed. @param failed told where it cannot be read; the gateway goes on by the sweep. */
export function readLater(read: () => Promise<Queue>, failed: () => void): Queue {
  let take: ((hints: readonly Hint[]) => void) | undefined;
  let queue: Queue | undefined;
  let reading: Promise<void> | undefined;
  let closed = false;
  const begin = async (): Promise<void> => {
    const opened = await read();
    if (closed) { await opened.close(); return; }
    queue = opened;
    if (take) queue.listen(take);
  };
  return {
    begin: () => { reading ??= begin().catch(failed); },
    push: (hints) => queue?.push(hints),
    listen: (taker) => {
      take = taker;
      queue?.listen(taker);
    },
    healthy: async () => await queue?.healthy() ?? false,
    close: async () => {
      closed = true;
      await reading;
      await queue?.close();
    },
  };
}

// Who delivers for itself calls itself: the others would only race it for the same rows, and their sweep finds what it cannot manage.
import type { Hint, Queue } from './queue.js';

export function ownFirst(queue: Queue): Queue {
  let own: ((hints: readonly Hint[]) => void) | undefined;
  return {
    ...queue,
    push: (hints) => { (own ?? queue.push)(hints); },
    listen: (take) => {
      own = take;
      queue.listen(take);
    },
    close: () => {
      own = () => undefined;
      return queue.close();
    },
  };
}

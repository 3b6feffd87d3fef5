// What attempts tell of the lines to centres. A line known to be well is not written down again for every success of a fan-out.
import type { Clock } from '../clock.js';
import { tallyAttempts, type Tally } from '../store/centre-states.js';
import type { Database } from '../store/database.js';

/** Another process may have found the line bad meanwhile: so often a success says that it is not. */
const SAY_AGAIN_MS = 5_000;

export interface LineHealth {
  /** @returns centres whose line went down or came up with this. */
  tally(tallies: readonly Tally[]): Promise<{ up: string[]; down: string[] }>;
}

const isSuccess = ({ reached, failures }: Tally): boolean => reached && failures === 0;

export function createLineHealth(database: Database, clock: Clock): LineHealth {
  /** Centre to when its line was last written down as well. */
  const wellAt = new Map<string, number>();
  return {
    tally: async (tallies) => {
      const now = clock.monotonic();
      const news = tallies.filter((tally) => !isSuccess(tally) || now - (wellAt.get(tally.centre) ?? -Infinity) >= SAY_AGAIN_MS);
      if (news.length === 0) return { up: [], down: [] };
      // Forgotten first: a success that follows is news, whatever becomes of the write.
      for (const { centre } of news) wellAt.delete(centre);
      const changes = await database.transaction((sql) => tallyAttempts(sql, news));
      for (const tally of news) if (isSuccess(tally)) wellAt.set(tally.centre, now);
      return changes;
    },
  };
}

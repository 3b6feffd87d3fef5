// Takes pictures that are due, a few at one time and never many of one origin, beside the path of the alerts: no delivery waits for a picture.
import { clearInterval, setInterval } from 'node:timers';
import type { Clock } from '../clock.js';
import { claimPhoto, type ClaimedPhoto } from '../store/photos.js';
import type { Telemetry } from '../telemetry/events.js';
import { tryPhoto, type KeepPorts } from './keep-photo.js';

export interface KeeperPorts extends KeepPorts { clock: Clock; telemetry: Telemetry; /** Told after something was written. */ changed: () => void }

export interface PhotoKeeper { /** Breaks off what is being fetched. */ stop(): Promise<void> }

const TICK_MS = 500;
const AT_ONCE = 6;
/** A picture server that hangs keeps only its own origin waiting. */
const OF_ONE_ORIGIN = 2;

const crowded = (origins: readonly string[]): string[] => [...new Set(origins)].filter((origin) => origins.filter((other) => other === origin).length >= OF_ONE_ORIGIN);

export function startPhotoKeeper(ports: KeeperPorts): PhotoKeeper {
  const { database, clock, telemetry } = ports;
  const stopping = new AbortController();
  const running = new Map<Promise<void>, string>();

  const work = async (claimed: ClaimedPhoto): Promise<void> => {
    const started = clock.monotonic();
    const { alert, place, origin, attempts } = claimed;
    const tried = await tryPhoto(ports, claimed, stopping.signal);
    telemetry.photoTried({ alert, place, origin, ...tried, attempt: attempts, milliseconds: Math.round(clock.monotonic() - started) });
    ports.changed();
  };

  const fill = async (): Promise<void> => {
    while (running.size < AT_ONCE && !stopping.signal.aborted) {
      const claimed = await claimPhoto(database, crowded([...running.values()]));
      if (!claimed) return;
      const run = work(claimed).catch((cause: unknown) => telemetry.failed('photo', cause)).finally(() => { running.delete(run); tick(); });
      running.set(run, claimed.origin);
    }
  };

  let filling: Promise<void> | undefined;
  const tick = (): void => {
    if (filling || stopping.signal.aborted) return;
    filling = fill().catch((cause: unknown) => telemetry.failed('photo', cause)).finally(() => { filling = undefined; });
  };
  const timer = setInterval(tick, TICK_MS);

  return {
    stop: async () => {
      stopping.abort();
      clearInterval(timer);
      await filling;
      await Promise.all(running.keys());
    },
  };
}

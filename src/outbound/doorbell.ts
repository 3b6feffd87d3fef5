// Wakes long polls: one bell per name, rung after a commit of this process. Other processes are noticed by looking again.
import { EventEmitter } from 'node:events';

export interface Doorbell {
  ring(name: string): void;
  /** Resolves when the bell rings, or after the given time, or when `signal` fires. */
  wait(name: string, milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export function createDoorbell(): Doorbell {
  const bells = new EventEmitter().setMaxListeners(0);
  return {
    ring: (name) => { bells.emit(name); },
    wait: (name, milliseconds, signal) => new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        bells.off(name, done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      bells.once(name, done);
      signal?.addEventListener('abort', done, { once: true });
      if (signal?.aborted) done();
    }),
  };
}

// The only door to the logger. Everything else speaks through events.ts, whose functions take ids and codes and nothing a person wrote.
import { pino, type Logger } from 'pino';

export type { Logger };

export const createLogger = (level: string): Logger => pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });

/** For tests and command line use: says nothing. */
export const silentLogger = (): Logger => pino({ level: 'silent' });

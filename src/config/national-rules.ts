// Reads schemas/rules, once, at the start.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NationalRules } from '../model/generated/rules.js';

/** Every file of the folder. They ship with the program and a test holds them against their schema, so they are taken as they are. */
export const readNationalRules = (folder: string): NationalRules[] =>
  readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as NationalRules);

// Files that this project did not make up as it went: the corpus, where it lies beside the project, and what the adapters show for examples.
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadAdapters } from '../../src/adapter/load-adapters.js';
import { capXmlFormat } from '../../src/cap/cap-formats.js';
import type { Format } from '../../src/format/format.js';
import { adapterFile } from '../adapter/national-documents.js';

const corpus = fileURLToPath(new URL('../../../shared/cap/corpus/', import.meta.url));

const filesIn = (folder: string, wanted: RegExp): string[] => (existsSync(folder) ? readdirSync(folder).filter((name) => wanted.test(name)).map((name) => `${folder}${name}`) : []);

/** Each with the format it is meant for. */
export const filesOfOthers = async (): Promise<[file: string, format: Format][]> => [
  ...['valid/', 'invalid/'].flatMap((folder) => filesIn(corpus + folder, /./)).map((file): [string, Format] => [file, capXmlFormat]),
  ...(await loadAdapters()).flatMap((format) => filesIn(fileURLToPath(adapterFile(`${format.id}/fixtures/`)), /^(?!.*\.(?:alert|issues)\.json$).*\.(?:json|xml)$/).map((file): [string, Format] => [file, format])),
];

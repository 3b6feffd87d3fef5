// The conformance suite: what every adapter folder promises, as a list of checks. The tests and `alertbridge adapter test` run the same list.
import { adapterFolders } from '../load-adapters.js';
import { readAdapterFolder, type AdapterFolder } from './adapter-folder.js';
import { alertsOf, type Check, type ForeignAlerts } from './check.js';
import { hostileChecks } from './check-hostile.js';
import { readingChecks, unexpected } from './check-reading.js';
import { sourceChecks } from './check-source.js';
import { writingChecks } from './check-writing.js';

export type { AdapterFolder } from './adapter-folder.js';
export type { Check } from './check.js';

/** Beside a source its TypeScript, beside the build what was made of it. */
const HERE = import.meta.url;

/** Where this installation has the kit, for code that is tested from elsewhere. */
export const KIT = new URL(HERE.endsWith('.ts') ? '../kit.ts' : '../kit.js', HERE);

export interface Conformance {
  id: string;
  checks: Check[];
  /** What comes out of the fixtures beside which nothing stands yet, by the name of the file it belongs in. */
  unexpected: Readonly<Record<string, unknown>>;
}

const nameOf = (folder: URL): string => decodeURIComponent(folder.pathname.split('/').at(-2) ?? '');

const LOADS = 'has a manifest, a README, a schema and its functions';

const loads = (problems: string[]): Check => ({ name: LOADS, run: () => problems });

/** A check that broke has found something too. What broke it may be anything, so its words are told: fixtures are of invented children. */
const guarded = ({ name, run }: Check): Check => ({
  name,
  run: () => { try { return run(); } catch (problem) { return [`The check itself broke: ${problem instanceof Error ? problem.message : String(problem)}`]; } },
});

/** All checks of one loaded folder. @param others alerts that other adapters give, to be written in this format. */
const checksOf = (folder: AdapterFolder, others: readonly ForeignAlerts[]): Check[] => [
  loads([]), ...readingChecks(folder), ...writingChecks(folder, others), ...sourceChecks(folder), ...hostileChecks(folder),
].map(guarded);

/** The folders of this installation that can be loaded; the carriers of a form hold the same alerts. */
const installed = async (): Promise<AdapterFolder[]> => {
  const found: AdapterFolder[] = [];
  for (const url of adapterFolders()) {
    const { folders } = await readAdapterFolder(url);
    found.push(...folders.slice(0, 1));
  }
  return found;
};

/**
 * The checks of one or more adapter folders.
 * @param folders with a slash at their ends; default all of this installation.
 * @returns the checks of each folder, not yet run; a folder that cannot be loaded has one, which says why.
 */
export const conformanceOf = async (folders: readonly URL[] = adapterFolders()): Promise<Conformance[]> => {
  const alerts = (await installed()).filter(({ loaded }) => loaded.manifest.direction !== 'out').map((folder): ForeignAlerts => ({ id: folder.format.id, alerts: alertsOf(folder) }));
  const found: Conformance[] = [];
  for (const url of folders) {
    const { folders: formats, problems } = await readAdapterFolder(url);
    const others = alerts.filter(({ id, alerts: theirs }) => id !== formats[0]?.format.id && theirs.length > 0);
    if (problems.length > 0) found.push({ id: nameOf(url), checks: [loads(problems)], unexpected: {} });
    else found.push(...formats.map((folder) => ({ id: folder.format.id, checks: checksOf(folder, others), unexpected: unexpected(folder) })));
  }
  return found;
};

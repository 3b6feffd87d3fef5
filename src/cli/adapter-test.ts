// `alertbridge adapter test [DIR]`: the conformance suite over one folder, or over all that are installed; one line for each check.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { conformanceOf, KIT, type Conformance } from '../adapter/conformance/conformance.js';
import { packageRoot } from '../package-files.js';
import { UsageError, type Io } from './io.js';

interface TypeScript { transpileModule(source: string, options: object): { outputText: string } }

/** It is no part of what runs; whoever writes an adapter has it with the sources. */
const typescript = (): TypeScript => {
  try { return createRequire(join(packageRoot, 'package.json'))('typescript') as TypeScript; } catch {
    throw new UsageError('This installation has no TypeScript. Compile the folder to .js first, or run the command where the sources are (npm ci).');
  }
};

const KIT_IMPORT = /(['"])\.\.\/\.\.\/src\/adapter\/kit\.js\1/g;

const withKit = (source: string): string => source.replace(KIT_IMPORT, JSON.stringify(KIT.href));

const compiled = (source: string): string => typescript().transpileModule(source, { compilerOptions: { target: 'es2022', module: 'es2022', verbatimModuleSyntax: true } }).outputText;

/** Node reads no TypeScript, and beside a folder elsewhere there is no kit: the code gets both in a copy. */
const prepare = (folder: string): void => {
  for (const name of readdirSync(folder).filter((file) => /\.ts$|\.m?js$/.test(file))) {
    const source = readFileSync(join(folder, name), 'utf8');
    rmSync(join(folder, name));
    writeFileSync(join(folder, name.replace(/\.ts$/, '.js')), withKit(name.endsWith('.ts') ? compiled(source) : source));
  }
};

const asUrl = (folder: string): URL => pathToFileURL(`${folder}/`);

const testCopy = async (folder: string): Promise<Conformance[]> => {
  const scratch = mkdtempSync(join(tmpdir(), 'alertbridge-adapter-'));
  try {
    const copy = join(scratch, basename(folder));
    cpSync(folder, copy, { recursive: true });
    writeFileSync(join(scratch, 'package.json'), '{"type":"module"}');
    prepare(copy);
    return await conformanceOf([asUrl(copy)]);
  } finally { rmSync(scratch, { recursive: true, force: true }); }
};

const folderAt = (dir: string): string => {
  const folder = resolve(dir);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UsageError(`${dir} is no folder. Name an adapter folder, or begin one with "alertbridge adapter new CC".`);
  return folder;
};

/** The author still has to say whether it is right: a fixture that was only written down proves nothing. The carriers of a form share what comes out. */
const writeUnexpected = async (folder: string, io: Io): Promise<void> => {
  for (const { unexpected } of await testCopy(folder)) {
    for (const [name, value] of Object.entries(unexpected)) {
      if (existsSync(join(folder, 'fixtures', name))) continue;
      writeFileSync(join(folder, 'fixtures', name), `${JSON.stringify(value, null, 2)}\n`, { flag: 'wx' });
      io.out(`Written: fixtures/${name}. This is what comes out now; judge whether it is right.`);
    }
  }
};

/** Prints each check as it is done: some take seconds. @returns how many found something. */
const report = ({ id, checks }: Conformance, io: Io): number => checks.filter(({ name, run }) => {
  const problems = run();
  io.out(`${problems.length ? 'FAIL' : 'ok  '}  ${id}: ${name}`);
  for (const problem of problems) io.out(`      ${problem}`);
  return problems.length > 0;
}).length;

/**
 * @param options.write puts beside each fixture what comes out of it, where nothing stands there yet.
 * @throws UsageError
 */
export async function testAdapters(dir: string | undefined, options: { write?: boolean }, io: Io): Promise<0 | 1> {
  if (options.write) {
    if (dir === undefined) throw new UsageError('Name the folder to write into.');
    await writeUnexpected(folderAt(dir), io);
  }
  const tested = dir === undefined ? await conformanceOf() : await testCopy(folderAt(dir));
  const failed = tested.map((one) => report(one, io)).reduce((sum, count) => sum + count, 0);
  const all = tested.reduce((sum, { checks }) => sum + checks.length, 0);
  io.out(failed ? `${failed} of ${all} checks found something to mend.` : `All ${all} checks passed.`);
  return failed ? 1 : 0;
}

// `npm run check`: every gate, each with its time, all of them even where one fails. `--without-tests` leaves the tests to whoever runs them apart.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tool = (path) => join('node_modules', path);

/** Name, and what node runs. */
const GATES = [
  ['build', ['scripts/build.mjs']],
  ['generated types', ['scripts/generate-types.mjs', '--check']],
  ['types of tests', [tool('typescript/bin/tsc'), '-p', 'test']],
  ['lint', [tool('eslint/bin/eslint.js'), '.', '--max-warnings', '0']],
  ['imports', [tool('dependency-cruiser/bin/dependency-cruise.mjs'), '--config', '.dependency-cruiser.mjs', 'src', 'adapters']],
  ['containers', ['scripts/check-docker.mjs']],
  ['generated docs', ['scripts/generate-docs.mjs', '--check']],
  ['links and commands', ['scripts/check-docs.mjs']],
  ['tests', ['--experimental-vm-modules', '--no-warnings', tool('jest/bin/jest.js')]],
];

const run = ([name, command]) => {
  console.log(`\n── ${name}`);
  const started = performance.now();
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  return { name, passed: status === 0, seconds: (performance.now() - started) / 1_000 };
};

const wanted = process.argv.includes('--without-tests') ? GATES.filter(([name]) => name !== 'tests') : GATES;
const results = wanted.map(run);
console.log('');
for (const { name, passed, seconds } of results) console.log(`${passed ? 'passed' : 'FAILED'}  ${seconds.toFixed(1).padStart(6)} s  ${name}`);
process.exit(results.every(({ passed }) => passed) ? 0 : 1);

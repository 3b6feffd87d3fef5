// Builds dist/: compiled TypeScript, the files it reads beside itself, and the prepared embedded database.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
// Built beside and moved into place, so that whoever is running the old build never meets half a new one.
const dist = join(root, `dist-${process.pid}`);

execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', root, '--outDir', dist], { stdio: 'inherit' });

// What is loaded by path at run time and not compiled.
const copied = (file) => /\.(json|sql|mjs|md)$/.test(file);
for (const folder of ['src/store', ...readdirSync(join(root, 'adapters')).map((name) => `adapters/${name}`)]) {
  cpSync(join(root, folder), join(dist, folder), { recursive: true, filter: (from) => !/\.[^/.]+$/.test(from) || copied(from) });
}
chmodSync(join(dist, 'src/main.js'), 0o755);

// A first start from a template takes a second and a half; creating a database takes six.
const scratch = mkdtempSync(join(tmpdir(), 'alertbridge-template-'));
try {
  const { openEmbedded } = await import(`${dist}/src/store/embedded.js`);
  const { migrate } = await import(`${dist}/src/store/migrate.js`);
  const database = await openEmbedded(scratch);
  await migrate(database);
  writeFileSync(join(dist, 'embedded-template.tgz'), await database.dump());
  await database.close();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

const old = join(root, `dist-old-${process.pid}`);
try { renameSync(join(root, 'dist'), old); } catch (cause) { if (cause.code !== 'ENOENT') throw cause; }
renameSync(dist, join(root, 'dist'));
rmSync(old, { recursive: true, force: true });

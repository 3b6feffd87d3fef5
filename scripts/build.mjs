// Builds dist/: compiled TypeScript, the files it reads beside itself, the atlas laid out for searching, and the prepared embedded database.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serialize } from 'node:v8';

const root = fileURLToPath(new URL('..', import.meta.url));
// Built beside and moved into place, so that whoever is running the old build never meets half a new one.
const dist = join(root, `dist-${process.pid}`);

execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', root, '--outDir', dist], { stdio: 'inherit' });

// What is loaded by path at run time and not compiled.
const copied = (file) => /\.(json|xml|csv|txt|sql|mjs|md)$/.test(file);
for (const folder of ['src/store', 'src/render', ...readdirSync(join(root, 'adapters')).map((name) => `adapters/${name}`)]) {
  cpSync(join(root, folder), join(dist, folder), { recursive: true, filter: (from) => !/\.[^/.]+$/.test(from) || copied(from) });
}
chmodSync(join(dist, 'src/main.js'), 0o755);

// A first start copies this database; creating one takes six seconds.
const scratch = mkdtempSync(join(tmpdir(), 'alertbridge-template-'));
try {
  const { openEmbedded } = await import(`${dist}/src/store/embedded.js`);
  const { migrate } = await import(`${dist}/src/store/migrate.js`);
  const database = await openEmbedded(scratch);
  await migrate(database);
  await database.close();
  cpSync(join(scratch, 'database'), join(dist, 'embedded-template'), { recursive: true });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

const { layOutAtlas } = await import(`${dist}/src/geo/atlas-layout.js`);
writeFileSync(join(dist, 'atlas.bin'), serialize(await layOutAtlas()));

const old = join(root, `dist-old-${process.pid}`);
try { renameSync(join(root, 'dist'), old); } catch (cause) { if (cause.code !== 'ENOENT') throw cause; }
renameSync(dist, join(root, 'dist'));
rmSync(old, { recursive: true, force: true });

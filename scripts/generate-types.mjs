// Writes src/model/generated/*.ts from schemas/*.schema.json; with --check only compares, exit 1 when they differ.
import { compile } from 'json-schema-to-typescript';
import { readFileSync, writeFileSync, readdirSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
let stale = 0;
/** Schemas name each other by their ids. */
const byId = { order: 1, canRead: /^urn:alertbridge:schema:/, read: ({ url }) => readFileSync(join(root, 'schemas', `${url.replace(/^urn:alertbridge:schema:/, '').replace(/#.*/, '')}.schema.json`), 'utf8') };
for (const file of readdirSync(join(root, 'schemas')).filter((f) => f.endsWith('.schema.json'))) {
  const name = file.replace('.schema.json', '');
  const schema = JSON.parse(readFileSync(join(root, 'schemas', file), 'utf8'));
  const text = await compile(schema, schema.title, {
    bannerComment: `// Generated from schemas/${file} by "npm run types". Do not edit.`,
    format: true, style: { singleQuote: true, printWidth: 140 }, strictIndexSignatures: true, ignoreMinAndMaxItems: false, maxItems: 4,
    additionalProperties: false, $refOptions: { resolve: { byId } },
  });
  const target = join(root, 'src/model/generated', `${name}.ts`);
  const old = existsSync(target) ? readFileSync(target, 'utf8') : '';
  if (old === text) continue;
  if (check) { console.error(`stale: src/model/generated/${name}.ts (run npm run types)`); stale += 1; } else { writeFileSync(target, text); console.log(`wrote ${name}.ts`); }
}
process.exit(stale ? 1 : 0);

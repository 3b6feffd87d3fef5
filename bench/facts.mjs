// Precision and recall of facts read out of prose, for each fact and language, on the texts of test/facts/texts: node --import tsx bench/facts.mjs [--misses]
import { readdirSync, readFileSync } from 'node:fs';
import { factsAsTold, SENT } from '../test/facts/as-told.ts';

const folder = new URL('../test/facts/texts/', import.meta.url);
const languages = readdirSync(folder).map((name) => name.slice(0, 2));

const asList = (value) => (value === undefined ? [] : [value].flat());

/** Values told, found, and both. */
const count = (told, found) => ({ told: told.length, found: found.length, right: found.filter((value) => told.includes(value)).length });

const add = (table, key, { told, found, right }) => {
  const row = table.get(key) ?? { told: 0, found: 0, right: 0 };
  table.set(key, { told: row.told + told, found: row.found + found, right: row.right + right });
};

const [byFact, byLanguage] = [new Map(), new Map()];
for (const language of languages) {
  for (const { headline, description, facts } of JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8'))) {
    const found = factsAsTold({ language, headline, description, sent: SENT });
    for (const name of new Set([...Object.keys(facts), ...Object.keys(found)])) {
      const counted = count(asList(facts[name]), asList(found[name]));
      add(byFact, name, counted);
      add(byLanguage, language, counted);
      if (process.argv.includes('--misses') && (counted.right < counted.told || counted.right < counted.found)) console.log(`${language} ${headline.slice(0, 40)} · ${name}: told ${facts[name]} · found ${found[name]}`);
    }
  }
}

const percent = (part, whole) => (whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`);
const total = (table) => [...table.values()].reduce((sum, row) => ({ told: sum.told + row.told, found: sum.found + row.found, right: sum.right + row.right }));
const print = (title, table) => {
  console.log(`\n| ${title} | told | found | right | precision | recall |\n|---|---|---|---|---|---|`);
  for (const [name, row] of [...table, ['all', total(table)]]) console.log(`| ${name} | ${row.told} | ${row.found} | ${row.right} | ${percent(row.right, row.found)} | ${percent(row.right, row.told)} |`);
};
print('language', byLanguage);
print('fact', byFact);

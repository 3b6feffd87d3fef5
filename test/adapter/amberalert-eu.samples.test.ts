// The feed of AMBER Alert Europe as it was published, its names replaced: every item has to tell what a reader finds in it. Where it lies beside the project.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { loadFormats } from '../../src/adapter/load-formats.js';
import { examine } from '../../src/inbound/examine.js';

interface Told {
  guid: string; country: string; textLanguage: string; age: number; ageUnit: string; missingSince: string; datePrecision: string; lastSeenPlace: string; category: string;
  companionsInText: boolean; thirdPartyNamesInText: string[]; placeholderPhoto: boolean; hasHtmlInText: boolean;
}

const sample = fileURLToPath(new URL('../../../shared/formats/samples/amberalert-eu-np', import.meta.url));
const present = existsSync(`${sample}.rss.xml`);
if (!present) console.warn('No feed beside the project (../shared/formats/samples): its tests are skipped.');

const told = present ? JSON.parse(readFileSync(`${sample}.expected.json`, 'utf8')) as Told[] : [];
const feed = present ? readFileSync(`${sample}.rss.xml`) : Buffer.alloc(0);
const { adapter, valid, alerts } = present ? examine(feed, await loadFormats()) : { adapter: '', valid: true, alerts: [] };
const raw = feed.toString('utf8').split('<item>').slice(1);

(present ? describe : describe.skip)('of the feed of AMBER Alert Europe', () => {
  test('all items are read', () => {
    expect([adapter, valid, alerts.length]).toEqual(['amberalert-eu', true, told.length]);
  });

  test.each(told.map((one, index) => [one.guid, index] as const))('item %s tells what a reader finds in it', (_, index) => {
    const { textLanguage, thirdPartyNamesInText, companionsInText, placeholderPhoto, hasHtmlInText, category, ...one } = told[index]!;
    const { identifier, info: [info] = [], case: { category: found, children: [child] = [], lastSeen, relatedPersons = [] } = {} } = alerts[index]!.alert!;
    expect({
      guid: decodeURIComponent(identifier), country: lastSeen?.country, age: child?.age?.value, ageUnit: child?.age?.unit, missingSince: lastSeen?.at, datePrecision: lastSeen?.precision, lastSeenPlace: lastSeen?.place,
    }).toEqual({ guid: one.guid, country: one.country, age: one.age, ageUnit: one.ageUnit, missingSince: one.missingSince, datePrecision: one.datePrecision, lastSeenPlace: one.lastSeenPlace });
    expect([info?.language, relatedPersons.map(({ name }) => name), relatedPersons.length > 0]).toEqual([textLanguage, thirdPartyNamesInText, companionsInText]);
    expect([child?.photos?.[0]?.placeholder ?? false, raw[index]!.includes('&lt;br'), info?.description?.includes('<')]).toEqual([placeholderPhoto, hasHtmlInText, false]);
    expect(found ?? 'missing').toBe(category);
  });
});

// What is understood although it was written otherwise than CAP 1.2 writes it: every repair is noted with its place, and nothing is guessed.
import { describe, expect, test } from '@jest/globals';
import { messageOf, sampleWith } from './sample.js';

const TWELVE = 'urn:oasis:names:tc:emergency:cap:1.2';
const repairsOf = (xml: string): string[] => (messageOf(xml).repairs ?? []).map(({ path }) => path);

describe('A message that can be understood without guessing', () => {
  test.each([
    ['A09', 'UTC as +00:00', '<sent>2026-03-02T18:05:00+01:00', '<sent>2026-03-02T17:05:00+00:00', '/sent'],
    ['A08', 'UTC as Z', '<expires>2026-03-03T18:05:00+01:00', '<expires>2026-03-03T17:05:00Z', '/info/0/expires'],
    ['D04', 'elements out of order', '<event>Child abduction</event>', '<responseType>Avoid</responseType><event>Child abduction</event>', '/info/0'],
    ['D06', 'an attribute', '<areaDesc>', '<areaDesc lang="en">', '/info/0/area/0/areaDesc'],
    ['D06', 'an attribute of the second category', '<category>Safety', '<category id="2">Safety', '/info/0/category/1'],
    ['D09', 'spaces around a word of a list', '<category>Safety', '<category> Safety\n', '/info/0/category/1'],
  ])('%s: is mended where it has %s', (rule, _what, from, to, path) => {
    const { issues, mended, repairs } = messageOf(sampleWith([from, to]));
    expect(repairs).toEqual([{ path, reason: expect.stringMatching(/\.$/) }]);
    expect(issues.map((issue) => [issue.code, mended!.has(issue)])).toEqual([[`CAP_${rule}`, true]]);
  });

  test('says after the repair what it would have said if it had been written well', () => {
    const { alert } = messageOf(sampleWith(['>Actual<', '> Actual <'], ['<sent>2026-03-02T18:05:00+01:00', '<sent>2026-03-02T17:05:00Z']));
    expect([alert!.status, alert!.sent]).toEqual(['Actual', '2026-03-02T17:05:00-00:00']);
  });

  test('is noted to have had white space around a time', () => {
    expect(repairsOf(sampleWith(['<sent>2026', '<sent> 2026']))).toEqual(['/sent']);
  });

  test('is noted to have been written in an older CAP', () => {
    const older = sampleWith([TWELVE, 'urn:oasis:names:tc:emergency:cap:1.1'], ['<sent>2026-03-02T18:05:00+01:00', '<sent>2026-03-02T17:05:00.25Z']);
    expect(messageOf(older).repairs).toEqual([{ path: '/sent', reason: expect.stringContaining('older CAP') }]);
  });

  test('has no repairs where nothing was wrong', () => {
    expect(repairsOf(sampleWith())).toEqual([]);
  });
});

describe('Nothing is guessed', () => {
  test.each([
    ['A08: a zone in letters that nobody has to know', '<sent>2026-03-02T18:05:00+01:00', '<sent>2026-03-02T17:05:00EST'],
    ['A08: Z behind a fraction', '<sent>2026-03-02T18:05:00+01:00', '<sent>2026-03-02T17:05:00.5Z'],
    ['A10: a status in small letters', '>Actual<', '>actual<'],
    ['D05: an element CAP does not have', '<note>', '<mood>calm</mood><note>'],
    ['A07: a time without zone', '<sent>2026-03-02T18:05:00+01:00', '<sent>2026-03-02T18:05:00'],
  ])('%s is not mended', (_what, from, to) => {
    const { issues, mended, repairs } = messageOf(sampleWith([from, to]));
    expect([repairs, issues.some((issue) => mended?.has(issue) ?? false)]).toEqual([[], false]);
    expect(issues.some(({ level }) => level === 'error')).toBe(true);
  });

  test('and nothing is mended in what is signed: it leaves as it came, or is refused', () => {
    const signed = sampleWith(['>Actual<', '> Actual <'], ['</alert>', '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></alert>']);
    expect(messageOf(signed).mended?.size ?? 0).toBe(0);
  });
});

// A test or an exercise written as real, in several languages, is held from everybody; a real alert with innocent words goes out (contract 8).
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cap, startTestGateway, type TestGateway } from './harness.js';

let gateway: TestGateway;
beforeAll(async () => { gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }, { id: 'rs' }]); });
afterAll(() => gateway.stop());

const statesOf = async (headline: string, description: string): Promise<string[]> => {
  const { status, json } = await gateway.call('al', 'POST', '/v1/alerts', cap({ headline, description }).xml);
  expect(status).toBe(201);
  return [...json.issues.map(({ code }: any) => code), ...json.deliveries.map(({ state }: any) => state)];
};

const REAL = ['Missing child', 'Girl of 11.'] as const;

test.each([
  ['Greek', 'ΑΣΚΗΣΗ: αγνοείται παιδί', REAL[1]], ['Albanian', 'Ushtrim – fëmijë i zhdukur', REAL[1]], ['Serbian in Cyrillic', REAL[0], 'Ово је вежба. Нестало је дете.'],
  ['German', 'Probealarm: Kind vermisst', REAL[1]], ['French', REAL[0], 'Ceci est un exercice. Enfant disparu.'],
])('in %s a sign of test or exercise holds an alert marked Actual', async (_language, headline, description) => {
  expect(await statesOf(headline, description)).toEqual(['STATUS_CONFLICT', 'held', 'held']);
});

test.each([
  ['Greek', 'Άσκηση ποινικής δίωξης: αγνοείται παιδί', REAL[1]], ['Albanian', 'Fëmijë i zhdukur', 'Testi i kimisë ishte sot. Fëmija nuk u kthye.'], ['Serbian in Cyrillic', 'Нестало дете', 'Имало је тест из историје. Ово није вежба.'],
  ['German', 'Kind am Übungsplatz vermisst', 'Dies ist kein Probealarm.'], ['French', 'Enfant enlevé', 'Le père, condamné pour exercice illégal, conteste.'],
])('in %s a word that only looks like one holds nothing', async (_language, headline, description) => {
  expect(await statesOf(headline, description)).toEqual(['queued', 'queued']);
});

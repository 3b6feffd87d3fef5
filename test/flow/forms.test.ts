// From a letter to a spreadsheet: an alert typed in an e-mail, through the front door, out to a neighbour's table and another's own words.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { adapterFile } from '../adapter/national-documents.js';
import { capNow, eventually, receiver, startTestGateway, type Receiver, type TestGateway } from './harness.js';

let gateway: TestGateway;
let it: Receiver;
beforeAll(async () => {
  it = await receiver();
  gateway = await startTestGateway([
    { id: 'hr', languages: ['hr'], adapter: 'hr-text', statuses: ['Actual', 'Test'] },
    { id: 'it', languages: ['it'], adapter: 'it-csv', webhook: it, statuses: ['Actual', 'Test'] },
    { id: 'gr', languages: ['el'], adapter: 'gr' },
  ]);
});
afterAll(async () => { await gateway.stop(); await it.close(); });

/** The Croatian fixture, of today. */
const letter = (name: string, number: string, sent = capNow().replace(/-00:00$/, 'Z')): string => readFileSync(adapterFile(`hr/fixtures/${name}.txt`), 'utf8')
  .replace(/HR-2026-\d+/, number).replace(/(?<=Poslano: ).*/, sent).replace(/Vrijedi (?:od|do): .*\n/g, '');

const inbox = async (id: string) => (await gateway.call(id, 'GET', '/v1/inbox?wait=5')).json.items;

test('a letter arrives as a table in Italy and as a form in Greek words', async () => {
  const text = letter('alert', 'HR-1');
  const submitted = await gateway.call('hr', 'POST', '/v1/alerts', text, { 'content-type': 'text/plain' });
  expect(submitted).toMatchObject({ status: 201, json: { msgType: 'Alert', status: 'Actual', key: { sender: 'desk@police.example.hr', identifier: 'HR-1' } } });
  expect(await eventually(() => it.got.length === 1)).toBe(true);
  expect(it.got[0]).toMatchObject({ signed: true, contentType: 'text/csv; charset=utf-8' });
  const [columns, cells] = it.got[0]!.body.replace('\uFEFF', '').split('\r\n').map((row) => row.split(';'));
  expect(cells![columns!.indexOf('Minore 1: Nome')]).toBe('Iva');
  const [{ contentType, body }] = await inbox('gr');
  expect(contentType).toMatch(/^application\/json/);
  expect(JSON.parse(body)).toMatchObject({ Έντυπο: 'child-alert-gr-1', Κατάσταση: 'Πραγματικό', Παιδί: [{ Όνομα: 'Iva', Φύλο: 'Θήλυ' }, {}] });
  expect((await gateway.call('hr', 'POST', '/v1/alerts', text, { 'content-type': 'text/plain' })).json).toMatchObject({ duplicate: true });
});

test('the word for a test in a letter is a test everywhere', async () => {
  const submitted = await gateway.call('hr', 'POST', '/v1/alerts', letter('alert', 'HR-2').replace('Status: Stvarno', 'Status: Test'));
  expect(submitted).toMatchObject({ status: 201, json: { status: 'Test', deliveries: [{ centre: 'it' }] } });
  expect(await eventually(() => it.got.length === 2)).toBe(true);
  expect(it.got[1]!.body).toContain(';Prova;');
  const { gateway: notes } = (await gateway.call('hr', 'GET', `/v1/alerts/${submitted.json.id}`)).json;
  expect(notes.statusSignals).toContainEqual({ signal: '/Status: "Test"', status: 'Test' });
});

test('a letter that is wrong is refused with the line and what would be right', async () => {
  const { status, json } = await gateway.call('hr', 'POST', '/v1/alerts', letter('alert', 'HR-3').replace('Status: Stvarno', 'Status: stvarno'));
  expect(status).toBe(422);
  expect(json.issues).toMatchObject([{ code: 'SCHEMA_ENUM', path: '/Status', line: 5, message: expect.stringContaining('"Stvarno"') }]);
});

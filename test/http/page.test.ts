// The start page, in a real browser: what somebody sees who opens the gateway's address.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { cap, startTestGateway, type TestGateway } from '../flow/harness.js';

const BROWSER = process.env.CHROMIUM ?? '/usr/bin/chromium';
const present = existsSync(BROWSER);
if (!present && process.env.CI === 'true') throw new Error(`There is no Chromium at ${BROWSER}; with CI=true that is a failure.`);
if (!present) console.warn(`skipped: the start page needs a Chromium at ${BROWSER}, or at the path in CHROMIUM`);

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

(present ? describe : describe.skip)('the start page', () => {
  let gateway: TestGateway;
  let browser: BrowserContext;
  let page: Page;
  let hosts: Set<string>;
  let complaints: string[];
  const profile = mkdtempSync(join(tmpdir(), 'alertbridge-browser-'));

  beforeAll(async () => {
    [gateway, browser] = await Promise.all([
      startTestGateway([{ id: 'al' }, { id: 'gr', statuses: ['Actual', 'Exercise'] }]),
      chromium.launchPersistentContext(profile, { executablePath: BROWSER, args: FLAGS, viewport: { width: 1000, height: 760 } }),
    ]);
    await gateway.call('al', 'POST', '/v1/alerts', cap().xml);
  });
  afterAll(async () => {
    await browser.close();
    await gateway.stop();
    rmSync(profile, { recursive: true, force: true });
  });

  /** A fresh page that remembers what the browser complained of and whom it asked. */
  const open = async (path = '/'): Promise<void> => {
    page = await browser.newPage();
    hosts = new Set();
    complaints = [];
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    await page.goto(gateway.url + path);
  };
  const enter = async (key: string): Promise<void> => {
    await page.getByLabel('Your key').fill(key);
    await page.getByRole('button', { name: 'Show live counts' }).click();
  };
  const text = (): Promise<string> => page.locator('body').innerText();
  const picture = async (name: string): Promise<void> => { if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `${name}.png`) }); };

  test('says what this is and where to read on, and no number without a key', async () => {
    await open();
    expect(await page.title()).toBe('AlertBridge');
    expect(await text()).toMatch(/gateway between national child alert systems/);
    expect(await page.getByRole('link', { name: 'The API, for human readers' }).getAttribute('href')).toBe('/docs');
    expect(await page.getByRole('table').count()).toBe(0);
    await picture('start');
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(gateway.url).host]);
  });

  test('shows counts for a key, and they change by themselves when an alert is submitted', async () => {
    await open();
    await enter(gateway.keys.liaison!);
    const alerts = page.getByRole('table', { name: 'Alerts' });
    const deliveries = page.getByRole('table', { name: 'Deliveries' });
    await alerts.getByRole('row', { name: 'active 1' }).waitFor();
    expect(await deliveries.innerText()).toMatch(/queued\s+1/);
    expect(await text()).toMatch(/2 centres.*liaison/);
    await picture('counts');

    await gateway.call('al', 'POST', '/v1/alerts', cap().xml);
    await alerts.getByRole('row', { name: 'active 2' }).waitFor({ timeout: 8_000 });
    await gateway.call('gr', 'GET', '/v1/inbox');
    await deliveries.getByRole('row', { name: 'delivered 2' }).waitFor({ timeout: 8_000 });
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(gateway.url).host]);
  });

  test('shows a liaison officer each case per country: who has it, who saw it, whom to call; a drill is called one; words only on request', async () => {
    const exercise = await gateway.call('al', 'POST', '/v1/alerts', cap({ status: 'Exercise', headline: 'EXERCISE: missing child', addresses: 'gr' }).xml);
    expect(exercise.status).toBe(201);
    await open();
    await enter(gateway.keys.liaison!);
    const countries = page.getByRole('table', { name: 'Countries' });
    await page.getByRole('button', { name: /^EXERCISE · AL/ }).waitFor();
    await page.getByRole('button', { name: /^AL \(al\).*live$/ }).first().click();
    await countries.getByRole('row', { name: /GR/ }).waitFor();
    expect(await countries.innerText()).toMatch(/National Centre GR, \+100, desk@gr\.example\.org/);
    expect(await page.locator('#words').innerText()).toBe('');
    const waiting = (await gateway.call('gr', 'GET', '/v1/inbox')).json.items;
    for (const { delivery } of waiting) await gateway.call('gr', 'POST', `/v1/inbox/${delivery}/ack`, { result: 'received' });
    await countries.getByRole('row', { name: /gr: \d.*gr: \d/s }).waitFor({ timeout: 8_000 });
    await page.getByRole('button', { name: 'Read the latest alert' }).click();
    await page.getByText('Missing child, 11 years').waitFor();
    await picture('cases');
    await page.getByRole('button', { name: /^EXERCISE · AL/ }).click();
    await page.getByRole('heading', { name: /^EXERCISE: case/ }).waitFor();
    expect(await page.locator('#words').innerText()).toBe('');
    expect(complaints).toEqual([]);
  });

  test('says what to do about a wrong key, shows nothing then, and goes on with the right one', async () => {
    await open();
    await enter('not-a-key');
    await page.getByRole('status').filter({ hasText: /key/i }).waitFor();
    expect(await page.getByRole('status').innerText()).toMatch(/not known.*Check that it was copied whole, or ask the operator/s);
    expect(await page.getByRole('table').count()).toBe(0);
    await picture('wrong-key');
    // The browser itself notes the refused request; nothing else may be there.
    expect(complaints.filter((complaint) => !complaint.includes('status of 401'))).toEqual([]);

    await enter(gateway.keys.operator!);
    await page.getByRole('table', { name: 'Alerts' }).waitFor();
    expect(await page.getByRole('status').innerText()).toBe('');
  });

  test('keeps the key out of the address and of what the browser stores', async () => {
    await open();
    await enter(gateway.keys.operator!);
    await page.getByRole('table', { name: 'Alerts' }).waitFor();
    expect(page.url()).toBe(`${gateway.url}/`);
    const stored = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])');
    expect(stored).toBe('[{},{},""]');
  });

  test('leads to the description of the API, which a browser shows without complaint', async () => {
    await open();
    await page.getByRole('link', { name: 'The API, for human readers' }).click();
    await page.getByRole('heading', { name: /AlertBridge API/ }).waitFor();
    expect(await text()).toContain('POST /v1/alerts');
    await picture('docs');
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(gateway.url).host]);
  });
});

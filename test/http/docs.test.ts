// /docs in a real browser: complete, readable on any screen, and quiet: no request leaves the gateway.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { startTestGateway, type TestGateway } from '../flow/harness.js';

const BROWSER = process.env.CHROMIUM ?? '/usr/bin/chromium';
const present = existsSync(BROWSER);
if (!present && process.env.CI === 'true') throw new Error(`There is no Chromium at ${BROWSER}; with CI=true that is a failure.`);
if (!present) console.warn(`skipped: /docs needs a Chromium at ${BROWSER}, or at the path in CHROMIUM`);

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const SCREENS = [{ width: 1280, height: 900 }, { width: 360, height: 740 }] as const;
const SCHEMES = ['light', 'dark'] as const;

(present ? describe : describe.skip)('the description of the API for people', () => {
  let gateway: TestGateway;
  let browser: BrowserContext;
  let page: Page;
  let document: any;
  const requests: string[] = [];
  const complaints: string[] = [];
  const profile = mkdtempSync(join(tmpdir(), 'alertbridge-browser-'));

  beforeAll(async () => {
    [gateway, browser] = await Promise.all([
      startTestGateway([{ id: 'al' }]),
      chromium.launchPersistentContext(profile, { executablePath: BROWSER, args: FLAGS, viewport: SCREENS[0] }),
    ]);
    document = (await gateway.call(undefined, 'GET', '/openapi.json')).json;
    page = await browser.newPage();
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(`${gateway.url}/docs`);
  });
  afterAll(async () => {
    await browser.close();
    await gateway.stop();
    rmSync(profile, { recursive: true, force: true });
  });

  const operations = (): any[] => Object.entries<any>(document.paths).flatMap(([path, item]) => Object.entries<any>(item).map(([method, operation]) => ({ ...operation, method, path })));

  test('has a section for every call, with its parameters, its body with an example, its answers and refusals', async () => {
    for (const { operationId, method, path, parameters, requestBody, responses } of operations()) {
      const section = page.locator(`section#${operationId}`);
      expect((await section.locator('h3').innerText()).replace(/\s+/g, ' ')).toBe(`${method.toUpperCase()} ${path}`);
      const text = await section.innerText();
      for (const { name, description } of parameters) for (const part of [name, description.replaceAll('`', '')]) expect(text).toContain(part);
      for (const status of Object.keys(responses)) expect(await section.getByRole('table', { name: 'Answers' }).getByRole('cell', { name: status === 'default' ? 'other' : status, exact: true }).count()).toBe(1);
      if (requestBody) expect(await section.locator('summary', { hasText: /^Example, / }).count()).toBeGreaterThan(0);
    }
  });

  test('explains every schema, and every link in it leads somewhere on the page or the gateway', async () => {
    for (const name of Object.keys(document.components.schemas)) expect(await page.locator(`section[id="schema-${name}"]`).count()).toBe(1);
    const links: string[] = await page.locator('a').evaluateAll((all) => all.map((link: any) => link.getAttribute('href')));
    const ids = new Set(await page.locator('[id]').evaluateAll((all) => all.map((element: any) => element.id)));
    expect(links.length).toBeGreaterThan(100);
    expect([...new Set(links)].filter((link) => !(link.startsWith('#') ? ids.has(link.slice(1)) : ['/', '/openapi.json'].includes(link)))).toEqual([]);
    expect(ids.size).toBe(await page.locator('[id]').count());
  });

  test('opens an example when asked, without a script', async () => {
    const answer = page.locator('section#get-v1-incidents-id');
    await answer.getByText('Example of a good answer').click();
    expect(await answer.locator('pre').last().innerText()).toContain('"countries"');
    expect(await page.locator('script').count()).toBe(0);
  });

  test.each(SCREENS.flatMap((screen) => SCHEMES.map((scheme) => [screen.width, scheme, screen] as const)))('on a screen %i wide, in %s colours, is never wider than the screen and has ink that stands out', async (width, scheme, screen) => {
    await page.setViewportSize(screen);
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(`${gateway.url}/docs#post-v1-alerts`);
    if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `docs-${width}-${scheme}.png`) });
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    const colours = await page.evaluate(`['.docs', '.access', '.method.post', '.method.get', 'nav a'].map((which) => getComputedStyle(document.querySelector(which)).color)`) as string[];
    const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor') as string;
    expect(colours.map((ink) => [ink, contrast(ink, paper) >= 4.5])).toEqual(colours.map((ink) => [ink, true]));
  });

  test('asks nobody but the gateway for anything, and the browser has nothing to complain of', () => {
    expect(requests.length).toBeGreaterThan(3);
    expect(requests.filter((url) => new URL(url).origin !== gateway.url)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

/** As WCAG 2 reckons it; 4.5 is what it asks of text. */
const contrast = (one: string, other: string): number => {
  const brightness = (colour: string): number => {
    const [red, green, blue] = [...colour.matchAll(/\d+/g)].slice(0, 3).map(([part]) => Number(part) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const [dark, light] = [brightness(one), brightness(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
};

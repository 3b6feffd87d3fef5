// How the door closes: who is being answered is answered to the end, and nobody else keeps it open.
import { expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createListener, type Listener } from '../../src/http/listener.js';

/** Longer than any test may take: whoever waits it out fails. */
const FOR_EVER_MS = 600_000;

const opened = async (listener: Listener): Promise<{ port: number; url: string }> => {
  const url = await listener.open(0, '127.0.0.1');
  return { url, port: Number(new URL(url).port) };
};

test('a connection that never asked anything does not keep it open', async () => {
  const listener = createListener((_request, response) => { response.end('done'); });
  const { port } = await opened(listener);
  const silent = connect(port, '127.0.0.1');
  await once(silent, 'connect');
  await sleep(50);
  await listener.close(FOR_EVER_MS);
});

test('an answer under way is given whole, and its connection then ends', async () => {
  const whole = 'x'.repeat(300_000);
  let begun = (): void => undefined;
  const asked = new Promise<void>((resolve) => { begun = resolve; });
  const listener = createListener((_request, response) => { begun(); setTimeout(() => response.end(whole), 200); });
  const { url } = await opened(listener);
  const answer = fetch(url, { headers: { connection: 'keep-alive' } }).then((response) => response.text());
  await asked;
  const closed = listener.close(FOR_EVER_MS);
  expect(await answer).toBe(whole);
  await closed;
});

test('a request that takes longer than our patience is broken off', async () => {
  let begun = (): void => undefined;
  const asked = new Promise<void>((resolve) => { begun = resolve; });
  const listener = createListener(() => { begun(); });
  const { url } = await opened(listener);
  const answer = fetch(url).then(() => 'answered', () => 'broken off');
  await asked;
  await listener.close(50);
  expect(await answer).toBe('broken off');
});

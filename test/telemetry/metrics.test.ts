// The figures where the store cannot be asked.
import { expect, test } from '@jest/globals';
import { createMetrics } from '../../src/telemetry/metrics.js';

test('a database that is away takes only its own figures with it, and says so', async () => {
  let away = false;
  const metrics = createMetrics({
    states: () => (away ? Promise.reject(new Error('connection refused')) : Promise.resolve([{ kind: 'delivery' as const, state: 'held', count: 3 }])),
    lines: () => Promise.resolve([{ centre: 'gr', down: true }]),
    feeds: () => Promise.resolve([{ centre: 'nl', feed: 'f', down: true }]),
  });
  expect(await metrics.render()).toMatch(/alertbridge_store_up 1[^]*$/);
  expect(await metrics.render()).toContain('alertbridge_state{kind="delivery",state="held"} 3');
  expect(await metrics.render()).toContain('alertbridge_centre_down{centre="gr"} 1');

  expect(await metrics.render()).toContain('alertbridge_feed_down{centre="nl",feed="f"} 1');

  away = true;
  const text = await metrics.render();
  expect(text).toContain('alertbridge_store_up 0');
  expect(text).not.toMatch(/^alertbridge_(state|centre_down|feed_down)\{/m);
  expect(text).toContain('alertbridge_process_resident_memory_bytes');
});

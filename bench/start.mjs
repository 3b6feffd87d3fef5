// How long a start takes, and what the gateway holds while nobody asks anything of it: the sample network, a first start and later ones.
import { setTimeout as sleep } from 'node:timers/promises';
import { memoryOf } from './child.mjs';
import { openEngine } from './engines.mjs';
import { startGateway } from './gateway.mjs';
import { median, spread } from './statistics.mjs';

const SIZES = { quick: { firsts: 1, laters: 2, idleMs: 5_000 }, full: { firsts: 3, laters: 5, idleMs: 20_000 } };

/** First targets, counted from the start of node. */
const TARGETS = {
  first: { value: { below: 3_000 } }, later: { value: { below: 1_000 } },
  idle: { embedded: { value: { below: 450 } }, postgres: { value: { below: 150 } }, 'postgres+redis': { value: { below: 150 } } },
};

const started = async (engine, use = async () => undefined) => {
  const gateway = await startGateway(engine);
  try { return { readyMs: gateway.readyMs, used: await use(gateway) }; } finally { await gateway.stop(); }
};

/** Memory when it has come to rest. */
const idleMemory = (idleMs) => async ({ pids }) => { await sleep(idleMs); return memoryOf(pids[0]); };

async function measure(name, { firsts, laters, idleMs }) {
  const [first, later, idle] = [[], [], []];
  for (let round = 0; round < firsts; round += 1) {
    const engine = await openEngine(name);
    try {
      first.push((await started(engine)).readyMs);
      for (let again = 0; again < laters; again += 1) later.push((await started(engine)).readyMs);
      idle.push((await started(engine, idleMemory(idleMs))).used);
    } finally { await engine.close(); }
  }
  const row = (measureName, unit, values, target) => ({ benchmark: 'start', engine: name, case: 'sample network', measure: measureName, unit, value: median(values), range: spread(values), target });
  return [row('ready, first start', 'ms', first, TARGETS.first), row('ready, later starts', 'ms', later, TARGETS.later), row('memory at rest', 'MB', idle, TARGETS.idle[name])];
}

/** One process does everything: `split` starts as its api does. */
export async function start({ engines, quick, say }) {
  const rows = [];
  for (const engine of engines.filter((name) => name !== 'split')) {
    say(`start: ${engine}`);
    rows.push(...await measure(engine, SIZES[quick ? 'quick' : 'full']));
  }
  return { rows };
}

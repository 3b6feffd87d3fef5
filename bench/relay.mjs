// From the start of POST /v1/alerts to the arrival of the body at every centre: how long, and how many a second, beside bare POSTs of the same bodies.
import { processorTime, startChild } from './child.mjs';
import { openEngine } from './engines.mjs';
import { MOST_CENTRES, networkOf, startGateway } from './gateway.mjs';
import { median, now, quantile, spread } from './statistics.mjs';
import { createSubmitter } from './submitting.mjs';

/** As the gateway attempts them: src/outbound/worker.ts. */
const AT_ONCE_PER_CENTRE = 8;
const SUBMITTERS = 8;
const DRAINED_WITHIN_MS = 60_000;

const SIZES = {
  quick: { rounds: 3, deliveries: 1_200, mostAlerts: 150, warmSeconds: 1.5, single: 30, posts: 2_500 },
  full: { rounds: 7, deliveries: 5_000, mostAlerts: 600, warmSeconds: 5, single: 200, posts: 10_000 },
};

/** Milliseconds from when each was begun to each of its arrivals. */
const latencies = (begun, arrivals) => {
  const starts = new Map(begun);
  return arrivals.flatMap(([identifier, , at]) => (starts.has(identifier) ? [at - starts.get(identifier)] : []));
};

const delivered = async (receivers, count) => {
  if (!await receivers.ask('expect', { count, milliseconds: DRAINED_WITHIN_MS })) throw new Error(`not all of ${count} deliveries arrived within ${DRAINED_WITHIN_MS / 1_000} s`);
  return receivers.ask('take');
};

/** Alerts as fast as eight senders submit them, until the last has arrived everywhere. */
async function gatewayBurst({ receivers, gateway, submitter, centres }, alerts) {
  await receivers.ask('begin');
  const processorBefore = gateway.pids.map(processorTime);
  const started = now();
  const done = await submitter.burst((begun) => begun < alerts);
  const arrivals = await delivered(receivers, done.length * centres);
  const last = Math.max(...arrivals.map(([, , at]) => at));
  const processor = gateway.pids.reduce((sum, pid, index) => sum + processorTime(pid) - processorBefore[index], 0);
  return { rate: arrivals.length / ((last - started) / 1_000), processor: processor / arrivals.length, latencies: latencies(done.map(({ identifier, begun }) => [identifier, begun]), arrivals), window: [started, now()] };
}

async function rawBurst({ raw, urls, sample }, count) {
  const before = processorTime(raw.pid);
  const rate = await raw.ask('burst', { urls, ...sample, count, atOnce: AT_ONCE_PER_CENTRE });
  return { rate, processor: (processorTime(raw.pid) - before) / count };
}

/** One alert at a time: what waiting for nothing but the gateway costs. */
async function singly({ receivers, submitter, centres }, count) {
  await receivers.ask('begin');
  const begun = [];
  for (let n = 1; n <= count; n += 1) {
    const one = await submitter.submit();
    begun.push([one.identifier, one.begun]);
    await delivered(receivers, n * centres);
  }
  return latencies(begun, await receivers.ask('take'));
}

async function rawSingly({ receivers, raw, urls, sample }, count) {
  await receivers.ask('begin');
  const begun = await raw.ask('fanOuts', { urls, ...sample, count });
  return latencies(begun, await receivers.ask('take'));
}

/** Both get going before anything is counted. */
async function warm(parts, { warmSeconds, posts }) {
  const until = now() + warmSeconds * 1_000;
  await parts.receivers.ask('begin');
  const done = await parts.submitter.burst(() => now() < until);
  await delivered(parts.receivers, done.length * parts.centres);
  const sample = await parts.receivers.ask('sample');
  await rawBurst({ ...parts, sample }, posts);
  return sample;
}

/** Gateway and limit turn by turn: what slows the machine down slows both. */
async function alternate(parts, { rounds, deliveries, mostAlerts, posts }) {
  const alerts = Math.min(mostAlerts, Math.ceil(deliveries / parts.centres));
  const raws = [await rawBurst(parts, posts)];
  const bursts = [];
  for (let round = 0; round < rounds; round += 1) {
    bursts.push(await gatewayBurst(parts, alerts));
    raws.push(await rawBurst(parts, posts));
  }
  const around = (index, field) => (raws[index][field] + raws[index + 1][field]) / 2;
  return {
    bursts, raws,
    ratio: spread(bursts.map(({ rate }, index) => rate / around(index, 'rate'))),
    processorRatio: spread(bursts.map(({ processor }, index) => processor / around(index, 'processor'))),
  };
}

const rowsOf = (row, { bursts, raws, ratio, processorRatio }, alone, rawAlone) => [
  { ...row, measure: 'deliveries', unit: '/s', value: median(bursts.map(({ rate }) => rate)), limit: median(raws.map(({ rate }) => rate)), ratio,
    detail: { underLoad: { p50: quantile(bursts.flatMap(({ latencies: all }) => all), 0.5), p99: quantile(bursts.flatMap(({ latencies: all }) => all), 0.99) } } },
  ...[0.5, 0.99].map((share) => ({ ...row, measure: `accept to delivered, p${share * 100}`, unit: 'ms', value: quantile(alone, share), limit: quantile(rawAlone, share), ratio: { median: quantile(alone, share) / quantile(rawAlone, share) } })),
  { ...row, measure: 'processor time a delivery', unit: 'ms', value: median(bursts.map(({ processor }) => processor)), limit: median(raws.map(({ processor }) => processor)), ratio: processorRatio },
];

async function measure(engineName, centres, helpers, size, profileTo) {
  const engine = await openEngine(engineName);
  const urls = (await helpers.receivers.ask('urls')).slice(0, centres);
  try {
    const gateway = await startGateway(engine, { network: networkOf({ urls }), profileTo });
    const submitter = createSubmitter(gateway, SUBMITTERS);
    try {
      const parts = { ...helpers, gateway, submitter, urls, centres };
      parts.sample = await warm(parts, size);
      const result = await alternate(parts, size);
      const [alone, rawAlone] = [await singly(parts, size.single), await rawSingly(parts, size.single)];
      return { rows: rowsOf({ benchmark: 'relay', engine: engineName, case: `${centres} centre${centres === 1 ? '' : 's'}`, limitIs: 'raw POSTs' }, result, alone, rawAlone), windows: result.bursts.map(({ window }) => window) };
    } finally {
      await submitter.close();
      await gateway.stop();
    }
  } finally { await engine.close(); }
}

const TARGETS = { 'postgres+redis': { '27 centres': { deliveries: { ratio: { atLeast: 0.15 } } } } };
const withTarget = (row) => ({ ...row, target: TARGETS[row.engine]?.[row.case]?.[row.measure] });

/** @returns rows for the table, and for each gateway that was profiled its label and the times in which it was under load. */
export async function relay({ engines, quick, centres = [1, 8, MOST_CENTRES], rounds, profileTo, say }) {
  const helpers = { receivers: startChild('./receivers.mjs', [MOST_CENTRES]), raw: startChild('./raw-sender.mjs') };
  const size = { ...SIZES[quick ? 'quick' : 'full'], ...(rounds ? { rounds } : {}) };
  const rows = [];
  const profiles = [];
  try {
    for (const engine of engines) {
      for (const count of engine === 'split' ? centres.slice(-1) : centres) {
        say(`relay: ${engine}, ${count} centres`);
        const folder = profileTo?.(`relay-${engine}-${count}`);
        const result = await measure(engine, count, helpers, size, folder);
        rows.push(...result.rows.map(withTarget));
        if (folder) profiles.push({ label: `relay, ${engine}, ${count} centres`, folder, windows: result.windows });
      }
    }
  } finally { await Promise.all(Object.values(helpers).map(({ end }) => end())); }
  return { rows, profiles };
}

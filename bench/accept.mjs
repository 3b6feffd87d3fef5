// Accepted alerts per second at 16 connections, beside the bare commit of what accepting stores, as one statement on the same engine.
import { startChild } from './child.mjs';
import { openEngine } from './engines.mjs';
import { MOST_CENTRES, networkOf, startGateway } from './gateway.mjs';
import { median, now, quantile, spread } from './statistics.mjs';
import { createSubmitter } from './submitting.mjs';

const CONNECTIONS = 16;
const FEW = 3;
const DRAINED_WITHIN_MS = 180_000;

const SIZES = { quick: { rounds: 3, seconds: 1.5, warmSeconds: 1.5 }, full: { rounds: 7, seconds: 4, warmSeconds: 5 } };

/** Mailboxes wait to be asked, so nothing competes with accepting; webhooks are called meanwhile. */
const CASES = [
  { name: `${FEW} mailboxes`, deliveries: FEW, network: () => networkOf({ mailboxes: FEW }) },
  { name: `${MOST_CENTRES} webhooks called meanwhile`, deliveries: MOST_CENTRES, webhooks: true, network: (urls) => networkOf({ urls }) },
];

/** What was accepted before must have left before the next turn is counted. */
const drained = async (receivers, { webhooks, deliveries }, alerts) => {
  if (webhooks && !await receivers.ask('expect', { count: alerts * deliveries, milliseconds: DRAINED_WITHIN_MS })) throw new Error('the deliveries of a round did not arrive');
};

async function gatewayBurst({ receivers, submitter, situation }, seconds) {
  await receivers.ask('begin');
  const started = now();
  const done = await submitter.burst(() => now() - started < seconds * 1_000);
  const last = now();
  await drained(receivers, situation, done.length);
  return { rate: done.length / ((last - started) / 1_000), waits: done.map(({ begun, answered }) => answered - begun), window: [started, last] };
}

async function alternate(parts, { rounds, seconds, warmSeconds }) {
  const { raw, situation: { deliveries } } = parts;
  const limit = (duration) => raw.ask('burst', { seconds: duration, deliveries });
  await gatewayBurst(parts, warmSeconds);
  await limit(warmSeconds);
  const raws = [await limit(seconds)];
  const bursts = [];
  for (let round = 0; round < rounds; round += 1) {
    bursts.push(await gatewayBurst(parts, seconds));
    raws.push(await limit(seconds));
  }
  return { bursts, raws, ratio: spread(bursts.map(({ rate }, index) => rate / ((raws[index] + raws[index + 1]) / 2))) };
}

const rowOf = (row, { bursts, raws, ratio }) => {
  const waits = bursts.flatMap((burst) => burst.waits);
  return { ...row, measure: 'accepted alerts', unit: '/s', value: median(bursts.map(({ rate }) => rate)), limit: median(raws), ratio, detail: { answer: { p50: quantile(waits, 0.5), p99: quantile(waits, 0.99) } } };
};

/** The limit has a database of its own beside the gateway's: its rows must not be delivered by it. */
async function measure(engineName, situation, receivers, size, profileTo) {
  const [engine, bare] = [await openEngine(engineName), await openEngine(engineName)];
  const raw = startChild('./raw-committer.mjs');
  try {
    await raw.ask('open', { url: bare.env.DATABASE_URL, dataDir: bare.dataDir });
    const gateway = await startGateway(engine, { network: situation.network(await receivers.ask('urls')), profileTo });
    const submitter = createSubmitter(gateway, CONNECTIONS);
    try {
      const result = await alternate({ receivers, raw, submitter, situation }, size);
      return { row: rowOf({ benchmark: 'accept', engine: engineName, case: situation.name, limitIs: 'one-statement commits' }, result), windows: result.bursts.map(({ window }) => window) };
    } finally {
      await submitter.close();
      await gateway.stop();
    }
  } finally {
    await raw.end();
    await Promise.all([engine.close(), bare.close()]);
  }
}

const target = ({ engine, case: name }) => (engine === 'postgres+redis' && name === CASES[0].name ? { ratio: { atLeast: 0.15 } } : undefined);

export async function accept({ engines, quick, rounds, profileTo, say }) {
  const receivers = startChild('./receivers.mjs', [MOST_CENTRES]);
  const size = { ...SIZES[quick ? 'quick' : 'full'], ...(rounds ? { rounds } : {}) };
  const rows = [];
  const profiles = [];
  try {
    for (const engine of engines) {
      for (const situation of CASES) {
        say(`accept: ${engine}, ${situation.name}`);
        const label = `accept, ${engine}, ${situation.name}`;
        const folder = profileTo?.(`accept-${engine}-${situation.deliveries}`);
        const { row, windows } = await measure(engine, situation, receivers, size, folder);
        rows.push({ ...row, target: target(row) });
        if (folder) profiles.push({ label, folder, windows });
      }
    }
  } finally { await receivers.end(); }
  return { rows, profiles };
}

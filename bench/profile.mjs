// Where the time goes: self time by area of the code, from the profiles node writes with --cpu-prof.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** First match names the area. What is not listed (built-ins, node's own helpers) counts for whoever called it. */
const AREAS = [
  ['idle', ({ functionName }) => functionName === '(idle)'],
  ['garbage collection', ({ functionName }) => functionName === '(garbage collector)'],
  ['embedded database', ({ url }) => /node_modules\/@electric-sql\/|^wasm:/.test(url)],
  ['postgresql driver', ({ url }) => /node_modules\/(pg|pg-[a-z]+|postgres-[a-z]+)\//.test(url)],
  ['queue: bullmq, ioredis', ({ url }) => /node_modules\/(bullmq|ioredis|redis-[a-z]+|msgpackr)\//.test(url)],
  ['undici', ({ url }) => /node_modules\/undici\//.test(url)],
  ['logging and figures', ({ url }) => /node_modules\/(pino|sonic-boom|prom-client|thread-stream|quick-format-unescaped)[^/]*\//.test(url) || /\/src\/telemetry\//.test(url)],
  ['express', ({ url }) => /node_modules\/(express|router|body-parser|raw-body|helmet|finalhandler|send|path-to-regexp|type-is|accepts|qs|parseurl|content-type|mime-[a-z]+|negotiator|on-finished|ee-first|debug|bytes)\//.test(url)],
  ['other packages', ({ url }) => /node_modules\//.test(url)],
  ['src', ({ url }) => /\/dist\/(src|adapters)\//.test(url)],
  ['node: crypto', ({ url }) => /^node:(internal\/)?crypto/.test(url)],
  ['node: http', ({ url }) => /^node:_http|^node:internal\/http|^node:http/.test(url)],
  ['node: sockets and streams', ({ url }) => /^node:(net|internal\/(stream_base_commons|streams|net|js_stream_socket))|^node:stream/.test(url)],
  ['node: messages between threads', ({ url }) => /^node:(worker_threads|internal\/(worker|per_context\/messageport|event_target))/.test(url)],
  ['node: files', ({ url }) => /^node:(fs|internal\/fs)/.test(url)],
];

/** Folders of src are areas of their own, named after the file where one stands out. */
const detailed = (area, { url }) => {
  if (area !== 'src') return area;
  const [, place] = /\/dist\/(?:src|(?=adapters))\/?(.*)$/.exec(url) ?? [];
  return place.includes('/') ? `src/${place.split('/').slice(0, place.startsWith('outbound/transport') ? 2 : 1).join('/')}` : 'src';
};

/** @param frame of a profile: functionName, url. @returns the area, or undefined where only the caller can tell. */
export const areaOf = (frame) => {
  const [area] = AREAS.find(([, matches]) => matches(frame)) ?? [];
  return area && detailed(area, frame);
};

const placeOf = ({ functionName, url, lineNumber }) => `${functionName || '(anonymous)'}${url ? ` ${url.replace(/^.*\/(dist|node_modules)\//, '').replace(/^file:\/\//, '')}:${lineNumber + 1}` : ''}`;

/** Area of every node: its own, else its caller's; the top of the stack without one is node itself. */
function areasByNode({ nodes }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const areas = new Map();
  const visit = (id, inherited) => {
    const { callFrame, children = [] } = byId.get(id);
    const area = areaOf(callFrame) ?? inherited;
    areas.set(id, area);
    for (const child of children) visit(child, area);
  };
  visit(nodes[0].id, 'node: event loop and other');
  return areas;
}

const isWithin = (windows, at) => windows.length === 0 || windows.some(([from, to]) => at >= from && at <= to);

const add = (sums, key, value) => sums.set(key, (sums.get(key) ?? 0) + value);

/**
 * Sums self time.
 * @param profile as node writes it: times in microseconds of the monotonic clock.
 * @param windows [from, to] in milliseconds of that clock; only what was sampled within one counts. Empty: everything.
 * @returns milliseconds by area and by function.
 */
export function selfTimes(profile, windows = []) {
  const areas = areasByNode(profile);
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const [byArea, byFunction] = [new Map(), new Map()];
  let at = profile.startTime;
  profile.samples.forEach((id, index) => {
    at += profile.timeDeltas[index];
    const took = Math.max(0, profile.timeDeltas[index + 1] ?? 0) / 1_000;
    if (!isWithin(windows, at / 1_000)) return;
    add(byArea, areas.get(id), took);
    add(byFunction, `${areas.get(id)} › ${placeOf(frames.get(id))}`, took);
  });
  return { byArea, byFunction };
}

const sum = (values) => [...values].reduce((total, value) => total + value, 0);
const descending = (times) => [...times].sort(([, one], [, other]) => other - one);

const lines = (times, busy, most) => descending(times).filter(([name]) => !name.startsWith('idle')).slice(0, most)
  .map(([name, milliseconds]) => `  ${(100 * milliseconds / busy).toFixed(1).padStart(5)} %  ${milliseconds.toFixed(0).padStart(7)} ms  ${name}`);

/** One text per thread of the gateway: shares of the time it was busy. */
export function profileText(label, folder, windows) {
  const files = readdirSync(folder).filter((file) => file.endsWith('.cpuprofile')).sort();
  return files.map((file) => {
    const { byArea, byFunction } = selfTimes(JSON.parse(readFileSync(join(folder, file), 'utf8')), windows);
    const idle = byArea.get('idle') ?? 0;
    const busy = sum(byArea.values()) - idle;
    return [`${label}: ${file}`, `  busy ${busy.toFixed(0)} ms of ${(busy + idle).toFixed(0)} ms`, ...lines(byArea, busy, 30), '  functions', ...lines(byFunction, busy, 25)].join('\n');
  }).join('\n\n');
}

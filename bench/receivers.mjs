// The centres of a benchmark, in one process of their own: they take a call, note when its body had arrived, and answer 200. Run by startChild.
import { createServer } from 'node:http';
import { serveParent } from './child.mjs';
import { identifierIn } from './messages.mjs';
import { now } from './statistics.mjs';

/** What arrived since the last `begin`: identifier, number of the centre, time. */
let arrivals = [];
let lastBody;
let lastHeaders;
let expected;

const arrived = (centre, headers, body) => {
  arrivals.push([identifierIn(body), centre, now()]);
  lastBody = body;
  lastHeaders = headers;
  if (expected && arrivals.length >= expected.count) { expected.resolve(true); expected = undefined; }
};

const listen = (centre) => new Promise((resolve) => {
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      arrived(centre, request.headers, Buffer.concat(chunks));
      response.writeHead(200);
      response.end();
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}/in`));
});

const urls = await Promise.all(Array.from({ length: Number(process.argv[2]) }, (_, centre) => listen(centre)));

serveParent({
  urls: () => urls,
  begin: () => { arrivals = []; },
  /** Resolves with true once so many have arrived since `begin`, with false after the time given. */
  expect: ({ count, milliseconds }) => new Promise((resolve) => {
    if (arrivals.length >= count) { resolve(true); return; }
    expected = { count, resolve };
    setTimeout(() => resolve(false), milliseconds).unref();
  }),
  take: () => arrivals,
  /** What the gateway sent last: the raw sender sends the same. */
  sample: () => ({ body: lastBody, headers: lastHeaders }),
});

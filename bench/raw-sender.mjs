// The limit of relaying, in a process of its own: POSTs ready bodies with the gateway's HTTP client and does nothing else. Run by startChild.
import { Agent, request } from 'undici';
import { serveParent } from './child.mjs';
import { renamed } from './messages.mjs';
import { now } from './statistics.mjs';

/** As src/outbound/transport/webhook.ts makes its pool. */
const dispatcher = new Agent({ headersTimeout: 10_000, bodyTimeout: 10_000, keepAliveTimeout: 30_000, connections: 16 });

/** Headers of the connection belong to it, not to the message. */
const own = ({ host: _host, connection: _connection, 'content-length': _length, ...headers }) => headers;

const post = async (url, headers, body) => {
  const answer = await request(url, { method: 'POST', headers, body, dispatcher });
  await answer.body.dump();
};

serveParent({
  /** So many POSTs, `atOnce` under way for each address. @returns POSTs per second. */
  burst: async ({ urls, headers, body, count, atOnce }) => {
    const [sent, bytes] = [own(headers), Buffer.from(body)];
    let next = 0;
    const started = now();
    const send = async (url) => { while (next < count) { next += 1; await post(url, sent, bytes); } };
    await Promise.all(urls.flatMap((url) => Array.from({ length: atOnce }, () => send(url))));
    return count / ((now() - started) / 1_000);
  },
  /** One body to every address at once, again and again. @returns when each of these began, by the identifier it carries. */
  fanOuts: async ({ urls, headers, body, count }) => {
    const sent = own(headers);
    const begun = [];
    for (let n = 0; n < count; n += 1) {
      const identifier = `RAW-${process.pid}-${n}`;
      const bytes = renamed(Buffer.from(body), identifier);
      begun.push([identifier, now()]);
      await Promise.all(urls.map((url) => post(url, sent, bytes)));
    }
    return begun;
  },
});

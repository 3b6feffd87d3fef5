// The sending centre: submits alerts over kept-alive connections and remembers when each began.
import { Pool } from 'undici';
import { newAlert } from './messages.mjs';
import { now } from './statistics.mjs';

/** @param gateway as startGateway returns it. */
export function createSubmitter(gateway, connections) {
  const pool = new Pool(gateway.url, { connections, keepAliveTimeout: 30_000 });
  const headers = { authorization: `Bearer ${gateway.key}`, 'content-type': 'application/cap+xml' };

  /** One alert. @returns its identifier, and when it was begun and answered. */
  const submit = async () => {
    const { identifier, xml } = newAlert();
    const begun = now();
    const { statusCode, body } = await pool.request({ path: '/v1/alerts', method: 'POST', headers, body: xml });
    const text = await body.text();
    if (statusCode !== 201) throw new Error(`an alert was answered ${statusCode}: ${text.slice(0, 300)}`);
    return { identifier, begun, answered: now() };
  };

  /** Submits on all connections for as long as `more` says so, called with the number begun so far. */
  const burst = async (more) => {
    const done = [];
    let begun = 0;
    const line = async () => { while (more(begun)) { begun += 1; done.push(await submit()); } };
    await Promise.all(Array.from({ length: connections }, line));
    return done;
  };

  return { submit, burst, close: () => pool.close() };
}

// A publisher on loopback: documents with ETags, which may be changed, withdrawn or made to misbehave at any time; and ways to see that the gateway has looked.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually, type TestGateway } from './harness.js';

export type Behave = (response: ServerResponse, request: IncomingMessage) => void;

export interface FeedServer {
  url(path?: string): string;
  /** Answered with an ETag and, where that is known already, with 304. */
  publish(path: string, body: string | Buffer, headers?: Record<string, string>): void;
  misbehave(path: string, how: Behave): void;
  /** Path and status of every answer, in order. */
  answers: { path: string; status: number; headers: IncomingMessage['headers'] }[];
  statuses(path: string): number[];
  close(): Promise<void>;
}

const etagOf = (body: string | Buffer): string => `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;

export async function feedServer(): Promise<FeedServer> {
  const pages = new Map<string, Behave>();
  const answers: FeedServer['answers'] = [];
  const server = createServer((request, response) => {
    const path = request.url!;
    response.once('close', () => answers.push({ path, status: response.statusCode, headers: request.headers }));
    const page = pages.get(path);
    if (page) page(response, request); else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  return {
    url: (path = '/feed') => `http://127.0.0.1:${port}${path}`,
    publish: (path, body, headers = {}) => {
      const etag = etagOf(body);
      pages.set(path, (response, request) => {
        if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag, ...headers }).end();
        else response.writeHead(200, { etag, ...headers }).end(body);
      });
    },
    misbehave: (path, how) => { pages.set(path, how); },
    answers,
    statuses: (path) => answers.filter((answer) => answer.path === path).map(({ status }) => status),
    close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}

export interface FeedView { id: string; kind: string; address: string; state: string; failures: number; lastError: string | null; lastSuccessAt: string | null; lastAttemptAt: string | null }

export const feedsOf = async (gateway: TestGateway, centre: string, who = 'operator'): Promise<FeedView[] | undefined> =>
  (await gateway.call(who, 'GET', '/v1/centres')).json.items.find(({ id }: any) => id === centre).feeds;

const soundOf = ({ failures, lastSuccessAt }: FeedView): string => `${failures} ${lastSuccessAt}`;

/** Waits until a look that began after now has ended. A reload of the network file makes every feed due. */
export async function look(gateway: TestGateway, centre: string): Promise<FeedView> {
  const before = (await feedsOf(gateway, centre))![0]!;
  await gateway.changeNetwork(() => undefined);
  await eventually(async () => soundOf((await feedsOf(gateway, centre))![0]!) !== soundOf(before), 20_000);
  return (await feedsOf(gateway, centre))![0]!;
}

/** Waits for the first look. */
export const lookedAt = (gateway: TestGateway, centre: string): Promise<boolean> =>
  eventually(async () => (await feedsOf(gateway, centre))!.every(({ failures, lastSuccessAt }) => failures > 0 || lastSuccessAt !== null), 20_000);

// Reads /v1/events as a desk would: frame by frame, remembering every id.
import { request } from 'undici';

export interface SeenEvent { id: number; event: string; data: any }

export interface OpenEvents {
  status: number; type: string; text: () => string;
  seen: SeenEvent[];
  /** True when the stream ended by itself and cleanly, false when it broke. */
  ended: Promise<boolean>;
  close(): void;
}

const asEvent = (frame: string): SeenEvent[] => {
  const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1];
  const data = field('data');
  return data === undefined ? [] : [{ id: Number(field('id')), event: field('event') ?? '', data: JSON.parse(data) as unknown }];
};

/** @param key of the caller. @param after the last id already seen; absent means only what is new. */
export async function openEvents(url: string, key: string, after?: number): Promise<OpenEvents> {
  const response = await request(`${url}/v1/events`, { headers: { authorization: `Bearer ${key}`, ...(after === undefined ? {} : { 'last-event-id': String(after) }) } });
  const seen: SeenEvent[] = [];
  let text = '';
  let taken = 0;
  response.body.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
    const end = text.lastIndexOf('\n\n') + 2;
    if (end <= taken) return;
    seen.push(...text.slice(taken, end).split('\n\n').flatMap(asEvent));
    taken = end;
  });
  const ended = new Promise<boolean>((resolve) => {
    response.body.once('end', () => resolve(true));
    response.body.once('error', () => resolve(false));
  });
  return { status: response.statusCode, type: String(response.headers['content-type']), seen, ended, text: () => text, close: () => { response.body.destroy(); } };
}

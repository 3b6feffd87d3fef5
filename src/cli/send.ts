// `alertbridge send FILE`: submits a message as it is and prints the receipt.
import { createApi, problemText, Unreachable } from './api-client.js';
import { readCaller, type CallerOptions } from './caller.js';
import { awaitInput, type Io } from './io.js';

/** @returns 0 accepted, 1 refused, 3 unreachable. */
export async function sendFile(file: string, options: CallerOptions & { url: string; adapter?: string }, io: Io): Promise<0 | 1 | 3> {
  const bytes = await awaitInput(file);
  const api = createApi(options.url, readCaller(options, io));
  try {
    const answer = await api.call('POST', `/v1/alerts${options.adapter ? `?adapter=${encodeURIComponent(options.adapter)}` : ''}`, bytes, 'application/octet-stream');
    if (answer.status === 200 || answer.status === 201) { io.out(JSON.stringify(answer.body, null, 2)); return 0; }
    io.err(answer.status === 422 && !(answer.body as { code?: string })?.code ? JSON.stringify(answer.body, null, 2) : problemText(answer));
    return answer.status === 503 ? 3 : 1;
  } catch (cause) {
    if (!(cause instanceof Unreachable)) throw cause;
    io.err(cause.message);
    return 3;
  }
}

// The ways on which people are told: a line in the log, and where one is set up, a signed call to the operator's own system.
import type { Clock } from '../clock.js';
import type { Webhook } from '../outbound/transport/webhook.js';
import type { Telemetry } from '../telemetry/events.js';
import { signSymmetric } from '../trust/sign-webhook.js';
import type { Alarm } from './alarms.js';

export interface AlarmChannel {
  name: string;
  /** @param id the same for every try of a batch. @returns the code of why nobody was told; undefined where somebody was. */
  tell(id: string, alarms: readonly Alarm[], signal: AbortSignal): Promise<string | undefined>;
}

export const logChannel = (telemetry: Telemetry): AlarmChannel => ({
  name: 'log',
  tell: async (_id, alarms) => { for (const alarm of alarms) telemetry.alarm(alarm); return undefined; },
});

/**
 * Standard Webhooks, like every other call of ours. The operator chose the address, so it may be private; metadata services stay refused.
 * @param secret asked for each call, so that a file can be replaced.
 */
export const webhookChannel = ({ url, secret, webhook, clock }: { url: string; secret: () => string; webhook: Webhook; clock: Clock }): AlarmChannel => ({
  name: 'webhook',
  tell: async (id, alarms, signal) => {
    const body = Buffer.from(JSON.stringify({ alarms }));
    const timestamp = Math.floor(clock.now().getTime() / 1000);
    const headers = { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signSymmetric(secret(), id, timestamp, body), 'user-agent': 'AlertBridge' };
    const answer = await webhook.post({ url, headers, body, allowPrivate: true, signal });
    if ('failure' in answer) return answer.failure;
    return answer.status >= 200 && answer.status < 300 ? undefined : `HTTP_${answer.status}`;
  },
});

// What `alertbridge status` prints: at a glance per country who has it, who saw it, what was decided, until when, and whom to call.

type Decision = { state: string; at: string | null; until: string | null; reason: string | null; endReason?: string | null; updatedAt?: string | null } | null;
interface Delivery {
  centre: string; country: string; state: string; heldReason: string | null; attempts: number; lastError: string | null; decision: Decision;
  deliveredAt: string | null; acknowledgedAt: string | null; nextAttemptAt: string | null;
}
export interface AlertStatus { id: string; incident: string; msgType: string; state: string; effectiveStatus: string; heldReason: string | null; deliveries: Delivery[] }
interface Desk { name: string; phone: string | null; email: string | null }
interface Country { country: string; centres: Pick<Delivery, 'centre' | 'state' | 'heldReason' | 'deliveredAt' | 'acknowledgedAt'>[]; decision: Decision; call: Desk | null }
export interface Incident { id: string; live: boolean; statuses: string[]; alerts: { id: string; msgType: string; state: string; receivedAt: string }[]; countries: Country[] }

/** What was decided, in a line. */
const decisionText = (decision: Decision): string => (decision === null ? '' : [
  `decision: ${decision.state}${decision.endReason ? ` (${decision.endReason})` : ''}`, decision.at ? `since ${decision.at}` : '', decision.until ? `until ${decision.until}` : '',
  decision.reason ? `"${decision.reason}"` : '', decision.updatedAt ? `an update came at ${decision.updatedAt}` : ''].filter(Boolean).join(', '));

const deliveryLine = ({ country, centre, state, heldReason, deliveredAt, acknowledgedAt, nextAttemptAt, lastError, attempts, decision }: Delivery): string =>
  [`  ${country} ${centre}`.padEnd(20), state.padEnd(13), heldReason ? `held: ${heldReason}` : '', acknowledgedAt ? `acknowledged ${acknowledgedAt}` : deliveredAt ? `since ${deliveredAt}` : '',
    lastError ? `last error ${lastError}, ${attempts} tries` : '', nextAttemptAt ? `next try ${nextAttemptAt}` : '', decisionText(decision)].filter(Boolean).join('  ');

export const alertText = (status: AlertStatus): string => [`${status.msgType} ${status.id} of incident ${status.incident}: ${status.state}, ${status.effectiveStatus}${status.heldReason ? `, HELD (${status.heldReason})` : ''}`,
  ...status.deliveries.map(deliveryLine)].join('\n');

/** Has it, saw it. */
const centreText = ({ centre, state, heldReason, deliveredAt, acknowledgedAt }: Country['centres'][number]): string =>
  [centre, heldReason ? `HELD (${heldReason})` : state, deliveredAt ? `has it since ${deliveredAt}` : 'does not have it yet', acknowledgedAt ? `saw it ${acknowledgedAt}` : ''].filter(Boolean).join(' ');

const deskText = (desk: Desk | null): string => (desk ? `call ${[desk.name, desk.phone, desk.email].filter(Boolean).join(', ')}` : 'nobody to call in the network file');

/** A line for each thing that is asked of a country: who has it, what was decided, whom to call. */
const countryText = ({ country, centres, decision, call }: Country): string =>
  [`  ${country}  ${centres.map(centreText).join('; ')}`, decision ? `      ${decisionText(decision)}` : '', `      ${deskText(call)}`].filter(Boolean).join('\n');

/** What is no real case says so before anything else. */
export const incidentText = ({ id, live, statuses, alerts, countries }: Incident): string => [`${statuses.filter((status) => status !== 'Actual').map((status) => `${status.toUpperCase()}: `).join('')}Incident ${id}: ${live ? 'live' : 'ended'}`,
  ...alerts.map(({ msgType, id: alert, state, receivedAt }) => `  ${receivedAt}  ${msgType.padEnd(7)} ${alert}  ${state}`),
  ...countries.map(countryText)].join('\n');

interface Listed { id: string; msgType: string; state: string; effectiveStatus: string; origin: string; receivedAt: string }

export const listText = ({ items }: { items: Listed[] }): string =>
  (items.length === 0 ? 'No alerts yet.' : items.map(({ receivedAt, msgType, id, origin, state, effectiveStatus }) => `${receivedAt}  ${msgType.padEnd(7)} ${id}  from ${origin}  ${state}${effectiveStatus === 'Actual' ? '' : `  ${effectiveStatus.toUpperCase()}`}`).join('\n'));

type Code = 'msgType' | 'effectiveStatus' | 'status' | 'end' | 'error' | 'reason' | 'country' | 'state' | 'endReason' | 'until';
export interface Happening { at: string; type: string; centre?: string; alert?: string; detail: Partial<Record<Code, string>> & { to?: string[] } }

/** Events in words, for whoever watches; the others as they are. */
const IN_WORDS: Record<string, (event: Happening) => string> = {
  'alert.accepted': ({ centre, detail }) => `${centre} sent ${detail.msgType} (${detail.effectiveStatus}) for ${detail.to?.length ? detail.to.join(', ') : 'nobody'}`,
  'alert.confirmed': ({ detail }) => `confirmed as ${detail.status}`,
  'alert.ended': ({ detail }) => `the alert has ended: ${detail.end}`,
  'alert.erased': () => 'the alert has been erased',
  'delivery.delivered': ({ centre }) => `${centre} has it`,
  'delivery.acknowledged': ({ centre }) => `${centre} confirmed that it has it`,
  'delivery.refused': ({ centre }) => `${centre} REFUSED it`,
  'delivery.held': ({ centre, detail }) => `HELD for ${centre}: ${detail.error ?? detail.reason}`,
  'delivery.late': ({ centre }) => `${centre} has not had it for a minute`,
  'delivery.overdue': ({ centre }) => `${centre} has not had it for five minutes: call it`,
  'decision.made': ({ detail }) => `${detail.country}: ${detail.state}${detail.endReason ? ` (${detail.endReason})` : ''}${detail.until ? ` until ${detail.until}` : ''}`,
};

export const eventText = (event: Happening): string => {
  const { at, type, centre, alert, detail } = event;
  const words = Object.hasOwn(IN_WORDS, type) ? IN_WORDS[type]!(event) : undefined;
  return (words ? [at, words, alert] : [at, type, centre, alert, JSON.stringify(detail)]).filter((part) => part !== undefined && part !== '{}').join('  ');
};

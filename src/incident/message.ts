// A country's step as the origin gets it: a CAP Ack, an Error where it declines, that any reader of CAP shows and this profile reads again. Pure.
import type { Alert, NamedValue, Reference, Status } from '../model/generated/alert.js';
import { capTimeOf, momentOf } from '../model/cap-moment.js';
import type { CountryState, EndReason } from '../store/decisions.js';

/** The profile: values are `<urn>:state` and the like, and the same URN stands in `code`. */
export const DECISION_PROFILE = 'urn:alertbridge:cap:decision:1.0';

/** A step, as it is told. `by` null: the gateway, when the time was over. */
export interface Told { state: CountryState; country: string; by: string | null; at: Date; until: Date | null; endReason: EndReason | null; reason?: string }

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' });

const WORDS: Record<CountryState, string> = {
  requested: 'asked', review: 'under review', activated: 'activated', declined: 'declined', 'needs-information': 'needs information', suspended: 'suspended', ended: 'ended',
};
const END_WORDS: Record<EndReason, string> = {
  found: 'this country says that the child is found; the alert goes on elsewhere until you cancel it', expired: 'the time of the broadcast was over',
  cancelled: 'the alert was cancelled', withdrawn: 'withdrawn by this country; the alert goes on elsewhere',
};

const headline = ({ country, state, until, endReason }: Told): string =>
  `${countryNames.of(country) ?? country}: ${WORDS[state]}${endReason ? ` (${END_WORDS[endReason]})` : ''}${until ? ` until ${capTimeOf(until.getTime())}` : ''}`;

const momentText = (time: Date | null): string | null => time && capTimeOf(time.getTime());

/** A reason that says something. */
const said = (reason: string | undefined): string | null => (reason === undefined || reason.trim() === '' ? null : reason.trim());

const parametersOf = ({ state, country, by, at, until, endReason, reason }: Told): NamedValue[] =>
  Object.entries({ state, country, by, at: momentText(at), until: momentText(until), endReason, reason: said(reason) })
    .flatMap(([name, value]) => (value === null ? [] : [{ valueName: `${DECISION_PROFILE}:${name}`, value }]));

/** @param identifier new for every message. @param reference the version decided on. */
export function decisionMessage(told: Told, message: { identifier: string; sender: string; origin: string; status: Status; reference: Reference }): Alert {
  const { identifier, sender, origin, status, reference } = message;
  const line = headline(told);
  return {
    identifier, sender, sent: capTimeOf(told.at.getTime()), status, msgType: told.state === 'declined' ? 'Error' : 'Ack', scope: 'Private', addresses: [origin], code: [DECISION_PROFILE],
    note: said(told.reason) === null ? `${line}.` : `${line}. Reason: ${said(told.reason)}`,
    references: [{ sender: reference.sender, identifier: reference.identifier, sent: reference.sent }],
    info: [{ language: 'en', category: ['Rescue'], event: 'Decision of a country', urgency: 'Unknown', severity: 'Unknown', certainty: 'Unknown', headline: line, parameter: parametersOf(told) }],
  };
}

const STATES = new Set<string>(Object.keys(WORDS));
const ENDS = new Set<string>(Object.keys(END_WORDS));

/** What a receiving centre says in a receipt of its own. */
export interface Said { state: CountryState; country?: string; until?: Date; endReason?: EndReason; reason?: string }

/** @returns undefined where the message is no receipt, or says nothing of a decision. */
export function readDecision({ msgType, info, note }: Alert): Said | undefined {
  if (msgType !== 'Ack' && msgType !== 'Error') return undefined;
  const values = new Map((info ?? []).flatMap(({ parameter }) => parameter ?? []).map(({ valueName, value }) => [valueName, value.trim()]));
  const of = (name: string): string | undefined => said(values.get(`${DECISION_PROFILE}:${name}`)) ?? undefined;
  const [state, until, endReason] = [of('state'), momentOf(of('until')), of('endReason')];
  if (state === undefined || !STATES.has(state)) return undefined;
  return {
    state: state as CountryState, country: of('country')?.toUpperCase(), until: Number.isNaN(until) ? undefined : new Date(until),
    endReason: endReason !== undefined && ENDS.has(endReason) ? endReason as EndReason : undefined, reason: of('reason') ?? note,
  };
}

// A country's decision as callers read it: codes for whoever may see the status, its reason for whoever may read words, and what the desk itself can do next.
import { decidingCentre } from '../config/centres.js';
import { possibleSteps } from '../incident/country-state.js';
import type { Decision } from '../model/generated/decision.js';
import type { NetworkFile } from '../model/generated/network.js';
import type { Database } from '../store/database.js';
import { countriesOfThreads, reasonRef, REQUESTED, type CountryRow, type Standing } from '../store/decisions.js';
import type { DeliveryRow } from '../store/reads.js';
import type { SealedStore } from '../store/sealed.js';
import type { Principal } from './authenticate.js';
import type { BeforeJson } from './route.js';

export interface DecisionPorts { database: Database; sealed: SealedStore; network: () => NetworkFile }

/** Of the country a delivery went to; null where it was not asked. */
export type DecisionOf = (delivery: DeliveryRow, withWords: boolean) => Promise<BeforeJson<Decision> | null>;

const ASKED = new Set(['queued', 'retrying', 'held', 'delivered', 'acknowledged']);

/** An alert on its way to a country asks it. A receipt asks nobody, a Cancel nothing, and what is held for its status does not exist for it. */
const isAsked = ({ state, heldReason, priority }: DeliveryRow): boolean => ASKED.has(state) && heldReason !== 'status-conflict' && (priority === 1 || priority === 2);

const possibleFor = (network: NetworkFile, { role, id }: Principal, country: string, standing: Standing): Pick<Decision, 'possible'> =>
  (role === 'centre' && decidingCentre(network, country)?.id === id ? { possible: possibleSteps(standing) } : {});

const requested = (): BeforeJson<Decision> => ({ state: 'requested', by: null, at: null, reason: null, until: null, endReason: null, decidedOn: null, updatedAt: null });

export async function decisionView({ sealed, network }: Omit<DecisionPorts, 'database'>, row: CountryRow, principal: Principal, withWords: boolean): Promise<BeforeJson<Decision>> {
  const { state, by, at, until, endReason, alert, updatedAt, country, steps } = row;
  const reason = withWords ? await sealed.read(alert, 'words', reasonRef(country, steps)) : undefined;
  return { state, by, at, reason: reason?.toString('utf8') ?? null, until, endReason, decidedOn: alert, updatedAt: row.isOver ? null : updatedAt, ...possibleFor(network(), principal, country, row) };
}

/** Looks once for all deliveries of a page. */
export async function decisionsOf(ports: DecisionPorts, deliveries: readonly DeliveryRow[], principal: Principal): Promise<DecisionOf> {
  const rows = await countriesOfThreads(ports.database, [...new Set(deliveries.map(({ thread }) => thread))]);
  return async (delivery, withWords) => {
    const row = rows.find(({ thread, country }) => thread === delivery.thread && country === delivery.country);
    if (row) return decisionView(ports, row, principal, withWords);
    return isAsked(delivery) ? { ...requested(), ...possibleFor(ports.network(), principal, delivery.country, REQUESTED) } : null;
  };
}

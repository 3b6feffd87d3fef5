// /v1/statistics: how many cases there were, how they ended and how long it took, without identity and without small numbers.
import type { Request, Response } from 'express';
import type { Clock } from '../clock.js';
import { AlertBridgeError } from '../errors.js';
import { asCsv } from '../statistics/as-csv.js';
import { isDimension, statisticsOf } from '../statistics/statistics.js';
import { DIMENSION_NAMES, type Dimension } from '../statistics/tabulate.js';
import type { Database } from '../store/database.js';
import { MOST_CASES, readCases } from '../store/statistics.js';
import type { Principal } from './authenticate.js';
import { textQuery, timeQuery, type Route } from './route.js';

export interface StatisticsPorts { database: Database; clock: Clock; }

const DAY_MS = 86_400_000;
const MOST_DIMENSIONS = 3;

const dayOf = (time: Date): string => time.toISOString().slice(0, 10);
const midnight = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** Whole days of UTC, so that two questions an hour apart do not tell what the hour brought; a time stands for its day. */
function dayQuery(request: Request, name: string): string | undefined {
  const text = textQuery(request, name);
  if (text === undefined) return undefined;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) {
    const day = midnight(text);
    if (!Number.isNaN(day.getTime()) && dayOf(day) === text) return text;
    throw new AlertBridgeError('BAD_REQUEST', `${name} takes a day, such as 2026-01-31.`);
  }
  return dayOf(timeQuery(request, name)!);
}

function byQuery(request: Request): Dimension[] {
  const names = (textQuery(request, 'by') ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
  if (names.length > MOST_DIMENSIONS || new Set(names).size < names.length || !names.every(isDimension)) {
    throw new AlertBridgeError('BAD_REQUEST', `by takes up to ${MOST_DIMENSIONS} of ${DIMENSION_NAMES.join(', ')}, each once, with commas between them.`);
  }
  return names;
}

async function answerStatistics({ database, clock }: StatisticsPorts, request: Request, response: Response, { role, id }: Principal): Promise<void> {
  const now = clock.now();
  const by = byQuery(request);
  const first = dayQuery(request, 'from');
  const to = dayQuery(request, 'to') ?? dayOf(now);
  const from = first ?? dayOf(new Date(midnight(to).getTime() - 365 * DAY_MS));
  if (from > to) throw new AlertBridgeError('BAD_REQUEST', 'from takes a day that is not after to.');
  const cases = await readCases(database, { from: midnight(from), until: new Date(midnight(to).getTime() + DAY_MS), ...(role === 'centre' ? { centre: id } : {}) });
  if (cases.length > MOST_CASES) throw new AlertBridgeError('BAD_REQUEST', `There are more than ${MOST_CASES} cases in that time. Ask for fewer days at once.`);
  const type = request.accepts(['application/json', 'text/csv']);
  if (!type) throw new AlertBridgeError('NOT_ACCEPTABLE', 'Statistics can be had as application/json or text/csv.');
  const body = statisticsOf(cases, by, { from, to });
  if (type === 'text/csv') response.type('text/csv').attachment(`statistics-${from}-${to}.csv`).send(asCsv(body)); else response.json(body);
}

const DAY = { type: 'string', format: 'date' };

export const statisticsRoutes = (ports: StatisticsPorts): Route[] => [{
  name: 'GET /v1/statistics', summary: 'Counts of cases without identity, with small numbers protected; a centre is told of those it sent or was sent',
  query: [
    { name: 'from', description: 'First day, UTC; where absent, 365 days before the last.', schema: DAY }, { name: 'to', description: 'Last day, included; where absent, today.', schema: DAY },
    { name: 'by', description: `Up to ${MOST_DIMENSIONS} of ${DIMENSION_NAMES.join(', ')}, with commas between them.` }],
  responses: { 200: 'The figures, as JSON or, where the Accept header asks for it, CSV.', 406: 'No such form.' },
  answer: (request, response, principal) => answerStatistics(ports, request, response, principal),
}];

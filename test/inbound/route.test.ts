// Who gets an alert: contract of the routing rules on real geography.
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadGeography, type Geography } from '../../src/geo/geography.js';
import { route, type RoutingRules } from '../../src/inbound/route.js';
import type { Alert } from '../../src/model/generated/alert.js';
import type { Centre } from '../../src/model/generated/network.js';

let geography: Geography;
beforeAll(async () => { geography = await loadGeography(); });

type Statuses = NonNullable<Centre['receive']>['statuses'];

const centre = (id: string, more: Partial<Centre> & { statuses?: Statuses } = {}): Centre => {
  const { statuses, ...rest } = more;
  return {
    id, country: id.slice(0, 2).toUpperCase(), name: `Centre ${id}`, languages: ['en'],
    receive: { adapter: 'cap', transport: { type: 'mailbox' }, ...(statuses ? { statuses } : {}) }, ...rest,
  };
};

const alert = (more: Partial<Alert> = {}): Alert => ({
  identifier: 'A1', sender: 'desk@al.example.org', sent: '2026-05-25T10:00:00-00:00', status: 'Actual', msgType: 'Alert', scope: 'Public', ...more,
});

const around = (circle: string): Alert['info'] =>
  [{ category: ['Rescue'], event: 'Missing child', urgency: 'Immediate', severity: 'Severe', certainty: 'Likely', area: [{ areaDesc: 'there', circle: [circle] }] }];

const AL = centre('al');
const EUROPE = ['nl', 'al', 'gr', 'it', 'mk', 'me', 'xk', 'rs', 'de', 'fr'].map((id) => (id === 'al' ? AL : centre(id)));

const sendTo = (message: Alert, centres = EUROPE, rules: RoutingRules = { default: 'neighbours' }, origin = AL) => {
  const routed = route(message, origin, centres, rules, geography);
  return { ids: routed.centres.map(({ id }) => id), codes: routed.issues.map(({ code, level, path }) => `${level} ${code} ${path}`.trim()), issues: routed.issues };
};

describe('routing to the neighbours', () => {
  test('reaches the countries on the border and across the sea, in file order, and never the origin', () => {
    expect(sendTo(alert())).toMatchObject({ ids: ['gr', 'it', 'mk', 'me', 'xk'], codes: [] });
  });

  test('an area near another border brings in the country behind it', () => {
    expect(sendTo(alert({ info: around('45.0,21.0 5') })).ids).toContain('rs');
  });

  test('the areas of every info count', () => {
    expect(sendTo(alert({ info: [...around('41.33,19.82 1')!, ...around('52.4,4.9 1')!] })).ids).toContain('nl');
  });

  test('the place where the child was last seen counts like an area', () => {
    expect(sendTo(alert({ case: { lastSeen: { point: [42.309, 21.65] } } })).ids).toContain('rs');
  });

  test('the country where the child was last seen is asked', () => {
    expect(sendTo(alert({ case: { lastSeen: { country: 'NL' } } })).ids).toContain('nl');
  });

  test('possible countries are asked', () => {
    expect(sendTo(alert({ case: { possibleCountries: ['DE', 'FR'] } })).ids).toEqual(expect.arrayContaining(['de', 'fr']));
  });

  test('another centre of the origin’s own country is asked by address only', () => {
    const centres = [AL, centre('al-north'), centre('gr')];
    const here = alert({ info: around('41.33,19.82 5'), case: { possibleCountries: ['AL'], lastSeen: { country: 'AL' } } });
    expect(sendTo(here, centres).ids).toEqual(['gr']);
    expect(sendTo({ ...here, addresses: ['al-north'] }, centres).ids).toEqual(['al-north', 'gr']);
  });

  test('a centre that only sends gets nothing', () => {
    expect(sendTo(alert(), [AL, centre('gr', { receive: undefined }), centre('it')]).ids).toEqual(['it']);
  });

  test('nobody in the neighbourhood: everybody gets it, with a warning', () => {
    expect(sendTo(alert(), [AL, centre('nl'), centre('de')])).toMatchObject({ ids: ['nl', 'de'], codes: ['warning ROUTE_NOBODY'] });
  });
});

describe('addresses', () => {
  test.each(['de', 'DE', ' De '])('the address %j reaches the centre by id or country, whatever its case', (address) => {
    expect(sendTo(alert({ addresses: [address] })).ids).toContain('de');
  });

  test('an address that matches nobody is noted by its place and not repeated', () => {
    const { codes, issues } = sendTo(alert({ addresses: ['de', 'ana.shembull@example.org'] }));
    expect(codes).toEqual(['note ROUTE_ADDRESS_UNKNOWN /addresses/1']);
    expect(JSON.stringify(issues)).not.toContain('shembull');
  });

  test('the origin’s own address is known and still does not send it back', () => {
    expect(sendTo(alert({ addresses: ['al'] }))).toMatchObject({ ids: ['gr', 'it', 'mk', 'me', 'xk'], codes: [] });
  });

  test('the rule "addressed" reaches the addressed only', () => {
    expect(sendTo(alert({ addresses: ['de'] }), EUROPE, { default: 'addressed' })).toMatchObject({ ids: ['de'], codes: [] });
  });

  test('the rule "addressed" without an address reaches nobody, and says so', () => {
    expect(sendTo(alert(), EUROPE, { default: 'addressed' })).toMatchObject({ ids: [], codes: ['warning ROUTE_NOBODY'] });
  });
});

describe('the status', () => {
  const drilled = EUROPE.map((one) => (['gr', 'rs'].includes(one.id) ? centre(one.id, { statuses: ['Actual', 'Exercise'] }) : one));

  test('an exercise reaches those neighbours that list exercises', () => {
    expect(sendTo(alert({ status: 'Exercise' }), drilled)).toMatchObject({ ids: ['gr'], codes: [] });
  });

  test('an exercise that finds no neighbour goes on to others that list exercises, to nobody else', () => {
    const centres = drilled.filter(({ id }) => id !== 'gr');
    expect(sendTo(alert({ status: 'Exercise' }), centres)).toMatchObject({ ids: ['rs'], codes: ['warning ROUTE_NOBODY'] });
  });

  test('a test that nobody lists reaches nobody, even by address, by possible country or by the rule "all"', () => {
    const message = alert({ status: 'Test', addresses: ['gr'], case: { possibleCountries: ['DE'] } });
    expect(sendTo(message, drilled)).toMatchObject({ ids: [], codes: ['warning ROUTE_NOBODY'] });
    expect(sendTo(message, drilled, { default: 'all' })).toMatchObject({ ids: [], codes: ['warning ROUTE_NOBODY'] });
  });

  test('the strictest sign counts, not what the origin wrote', () => {
    expect(sendTo(alert({ status: 'Exercise', gateway: { effectiveStatus: 'Test' } }), drilled).ids).toEqual([]);
  });

  test('a message in doubt keeps every centre that could want it once its origin has confirmed', () => {
    const drillOnly = EUROPE.map((one) => (one.id === 'gr' ? centre('gr', { statuses: ['Exercise'] }) : one));
    expect(sendTo(alert({ status: 'Actual', gateway: { effectiveStatus: 'Test' } }), drillOnly).ids).toEqual(sendTo(alert(), EUROPE).ids);
    expect(sendTo(alert(), drillOnly).ids).not.toContain('gr');
  });

  test('a centre that lists exercises only gets no real alert', () => {
    expect(sendTo(alert(), [AL, centre('gr', { statuses: ['Exercise'] }), centre('it')]).ids).toEqual(['it']);
  });

  test('a system message goes to nobody and surprises nobody', () => {
    expect(sendTo(alert({ status: 'System', addresses: ['gr'] }))).toEqual({ ids: [], codes: [], issues: [] });
  });
});

describe('the other rules', () => {
  test('"all" reaches everybody but the origin, its own country included', () => {
    expect(sendTo(alert(), [AL, centre('al-north'), centre('nl')], { default: 'all' })).toMatchObject({ ids: ['al-north', 'nl'], codes: [] });
  });

  const rules: RoutingRules = { default: 'neighbours', requireTransferBasis: true };

  test('where a transfer basis is required, a centre without one is left out and named', () => {
    const { ids, codes, issues } = sendTo(alert(), [AL, centre('gr', { transferBasis: 'Decision 1/2026' }), centre('it')], rules);
    expect(ids).toEqual(['gr']);
    expect(codes).toEqual(['note ROUTE_NO_TRANSFER_BASIS']);
    expect(issues[0]!.message).toContain('it');
  });

  test('centres left out for want of a basis are not replaced by centres further away', () => {
    expect(sendTo(alert(), [AL, centre('it'), centre('nl', { transferBasis: 'Decision 1/2026' })], rules))
      .toMatchObject({ ids: [], codes: ['note ROUTE_NO_TRANSFER_BASIS', 'warning ROUTE_NOBODY'] });
  });

  test('inside one country nothing crosses, so no basis is asked for', () => {
    expect(sendTo(alert({ addresses: ['al-north'] }), [AL, centre('al-north')], rules).ids).toEqual(['al-north']);
  });
});

test('whatever the alert and the network, receivers are willing, are not the origin, keep file order and come once', () => {
  const statuses = fc.subarray<'Actual' | 'Exercise' | 'Test'>(['Actual', 'Exercise', 'Test']);
  const networks = fc.uniqueArray(fc.constantFrom('al', 'gr', 'it', 'rs', 'nl', 'de', 'mt'), { minLength: 1 })
    .chain((ids) => fc.tuple(...ids.map((id) => statuses.map((listed) => centre(id, { statuses: listed })))));
  const messages = fc.record({
    status: fc.constantFrom<Alert['status']>('Actual', 'Exercise', 'Test', 'System', 'Draft'),
    addresses: fc.array(fc.constantFrom('gr', 'NL', 'al', 'nowhere')),
    case: fc.record({ possibleCountries: fc.array(fc.constantFrom('RS', 'AL', 'XX')) }),
  });
  const modes = fc.constantFrom<RoutingRules['default']>('neighbours', 'all', 'addressed');

  fc.assert(fc.property(networks, messages, modes, (centres, more, mode) => {
    const origin = centres[0]!;
    const routed = route(alert(more), origin, centres, { default: mode }, geography).centres;
    expect(routed).toEqual(centres.filter((one) => routed.includes(one)));
    expect(routed).not.toContain(origin);
    expect(routed.every((one) => one.receive!.statuses!.some((listed) => listed === more.status))).toBe(true);
  }));
});

// An alert of which anything may be missing or of another kind, as JSON.
import fc from 'fast-check';

export const WHOLE = {
  identifier: 'X-1', sender: 'desk@gr.example.org', sent: '2026-11-22T07:10:24+02:00', status: 'Actual', msgType: 'Alert', scope: 'Public', note: 'n', incidents: ['i'], addresses: ['gr'], code: ['c'],
  references: [{ sender: 's', identifier: 'i', sent: '2026-11-22T07:10:24+02:00' }],
  info: [{ language: 'el', category: ['Rescue'], event: 'Child abduction', urgency: 'Immediate', severity: 'Severe', certainty: 'Observed', expires: '2026-11-23T07:10:24+02:00', headline: 'Missing child, 11 years', description: 'Girl of 11, missing since Monday.', web: 'https://gr.example.org', eventCode: [{ valueName: 'SAME', value: 'CAE' }], parameter: [{ valueName: 'p', value: 'v' }],
    resource: [{ resourceDesc: 'Photo', mimeType: 'image/jpeg', size: 3, uri: 'a.jpg', derefUri: 'QUJD', digest: 'd' }], area: [{ areaDesc: 'a', circle: ['37,23 5'], polygon: ['37,23 38,23 38,24 37,23'], geocode: [{ valueName: 'g', value: 'v' }], altitude: 1, ceiling: 2 }] }],
  case: { tier: 'amber', children: [{ name: { given: 'Ana', family: 'Shembull' }, age: { value: 11, unit: 'year' }, dateOfBirth: '2015-01-01' }], lastSeen: { at: '2026-11-22', precision: 'day', place: 'p', point: [37, 23] }, suspects: [{ name: { full: 'f' }, relation: 'father' }], vehicles: [{ plate: 'AA 000 ZZ', plateCountry: 'AL', year: 2015 }], possibleCountries: ['AL'], criteria: [{ id: 'minor', met: true }], consent: { name: false, photo: true }, tipLines: [{ phone: '116000' }], outcome: { result: 'found-safe' }, relatedPersons: [{ name: 'r', kind: 'sibling' }] },
};

/** Members left out, and values of another kind, at any depth. */
export const spoilt = (value: unknown): fc.Arbitrary<unknown> => {
  const odd = fc.constantFrom<unknown>(null, 0, '', 'x', [], {}, [null], [{}], true);
  const kept = Array.isArray(value) ? fc.tuple(...value.map(spoilt))
    : typeof value === 'object' && value !== null ? fc.record(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, spoilt(member)])), { requiredKeys: [] }) : fc.constant(value);
  return fc.oneof({ weight: 12, arbitrary: kept }, { weight: 1, arbitrary: odd });
};

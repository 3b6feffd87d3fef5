// Look-ups in a network, on the sample network and on small ones.
import { describe, expect, test } from '@jest/globals';
import { createAccessKey, keyHash } from '../../src/config/access-key.js';
import { decidingCentre, findCentre, principalsOf } from '../../src/config/centres.js';
import { sampleNetwork } from '../../src/config/sample-network.js';
import type { Centre, NetworkFile } from '../../src/model/generated/network.js';

const centre = (id: string, more: Partial<Centre> = {}): Centre => ({ id, country: id.slice(0, 2).toUpperCase(), name: id, languages: ['en'], ...more });
const network = (first: Centre, ...others: Centre[]): NetworkFile => ({ gateway: { id: 'g' }, centres: [first, ...others] });

describe('the sample network', () => {
  const { network: sample, keys } = sampleNetwork();

  test('has the countries a trial needs, each a mailbox with its own key', () => {
    expect(sample.centres.map(({ country }) => country)).toEqual(expect.arrayContaining(['AL', 'RS', 'GR', 'IT', 'NL', 'DE', 'CH', 'MK', 'ME', 'XK']));
    expect(sample.centres.every(({ receive }) => receive?.transport.type === 'mailbox')).toBe(true);
    expect(Object.keys(keys)).toEqual([...sample.centres.map(({ id }) => id), 'liaison', 'operator', 'auditor', 'integrator', 'patrol', 'directorate', 'helpline']);
  });

  test('tells each holder by its key', () => {
    const { byKey: holder } = principalsOf(sample);
    expect(holder(keyHash(keys.al!))).toMatchObject({ role: 'centre', id: 'al' });
    expect(holder(keyHash(keys.liaison!))).toEqual({ role: 'liaison', id: 'liaison', countries: ['*'] });
    for (const role of ['operator', 'auditor', 'integrator']) expect(holder(keyHash(keys[role]!))).toEqual({ role, id: role });
  });

  test('holds no key itself, and new ones each time', () => {
    const text = JSON.stringify(sample);
    expect(Object.values(keys).filter((key) => text.includes(key))).toEqual([]);
    expect(sampleNetwork().keys.al).not.toBe(keys.al);
  });

  test('sends exercises only to the two that ask for them', () => {
    expect(sample.centres.filter(({ receive }) => receive?.statuses?.includes('Exercise')).map(({ id }) => id)).toEqual(['rs', 'gr']);
  });
});

describe('look-ups', () => {
  test('a centre is found by its id', () => {
    expect(findCentre(network(centre('gr'), centre('it')), 'it')?.id).toBe('it');
    expect(findCentre(network(centre('gr')), 'it')).toBeUndefined();
  });

  test('the first centre of a country decides, unless another is marked', () => {
    expect(decidingCentre(network(centre('gr'), centre('it'), centre('it-north')), 'IT')?.id).toBe('it');
    expect(decidingCentre(network(centre('it'), centre('it-north', { decides: true })), 'IT')?.id).toBe('it-north');
    expect(decidingCentre(network(centre('gr')), 'IT')).toBeUndefined();
  });

  test('a centre may have several keys, each with the name of its holder', () => {
    const [desk, night] = [createAccessKey(), createAccessKey()];
    const { byKey: holder } = principalsOf(network(centre('gr', {
      credentials: [{ role: 'centre', name: 'desk', keySha256: desk.keySha256.toUpperCase() }, { role: 'centre', name: 'night', keySha256: night.keySha256 }],
    })));
    expect(holder(keyHash(desk.key))).toEqual({ role: 'centre', id: 'gr', name: 'desk' });
    expect(holder(night.keySha256.toUpperCase())).toEqual({ role: 'centre', id: 'gr', name: 'night' });
  });

  test('a certificate is known by its fingerprint, with colons or without, a subject by its issuer too', () => {
    const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');
    const holder = principalsOf({ ...network(centre('gr', { credentials: [{ role: 'centre', certificateSha256: fingerprint }] })),
      clients: [{ id: 'ops', role: 'operator', issuer: 'https://login.example.org', subject: 'ops@example.org' }] });
    expect([holder.byCertificate('ab'.repeat(32)), holder.byCertificate(fingerprint), holder.byCertificate('cd'.repeat(32))]).toEqual([{ role: 'centre', id: 'gr' }, { role: 'centre', id: 'gr' }, undefined]);
    expect(holder.bySubject('https://login.example.org', 'ops@example.org')).toEqual({ role: 'operator', id: 'ops' });
    expect([holder.bySubject('https://other.example.org', 'ops@example.org'), holder.bySubject('https://login.example.org', 'ops')]).toEqual([undefined, undefined]);
    expect([holder.byKey('undefined'), holder.byKey('')]).toEqual([undefined, undefined]);
  });

  test('an unknown key is nobody’s', () => {
    expect(principalsOf(network(centre('gr'))).byKey(createAccessKey().keySha256)).toBeUndefined();
  });
});

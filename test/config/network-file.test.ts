// A network file is right, or everything that is wrong with it is said at once and in its place.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { generateKeyPairSync } from 'node:crypto';
import { stringify } from 'yaml';
import { readNationalRules } from '../../src/config/national-rules.js';
import { readNetwork } from '../../src/config/network-file.js';
import type { KnownAdapter } from '../../src/config/network-rules.js';
import { sampleNetwork } from '../../src/config/sample-network.js';
import { createStepsOf } from '../../src/model/referral.js';
import { rulesFolder } from '../../src/package-files.js';
import { authority, clientOf } from '../certificates.js';
import { BOUNDED_SECONDS, processorSeconds } from '../processor-time.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const HASH_A = 'a'.repeat(64);
const HASH_B = 'b'.repeat(64);

const asAdapter = (id: string): KnownAdapter => ({ id, direction: id === 'feed' ? 'in' : 'both' });

const context = {
  env: { GR_SECRET: SECRET, WEAK_SECRET: 'whsec_c2hvcnQ=' } as Record<string, string | undefined>,
  adapters: ['cap', 'al'].map(asAdapter),
  stepsOf: () => ['reporter', 'centre'],
  readFile: (path: string): string => {
    if (path !== '/run/secrets/gr') throw new Error('ENOENT');
    return `${SECRET}\n`;
  },
};

const read = (...lines: string[]) => readNetwork(lines.join('\n'), context);
const places = (...lines: string[]): string[] => read(...lines).problems.map(({ line, path }) => `${line} ${path}`);

const GATEWAY = 'gateway: { id: gateway.example.eu }';
const GREECE = '{ id: gr, country: GR, name: Greece, languages: [el, en] }';
const centre = (id: string, more = ''): string => `  - { id: ${id}, country: ${id.slice(0, 2).toUpperCase()}, name: Centre, languages: [en]${more && `, ${more}`} }`;
const webhook = (more: string, url = 'https://gr.example.org/hook'): string => `receive: { adapter: cap, transport: { type: webhook, url: "${url}", ${more} } }`;

describe('a file that is right', () => {
  const full = [
    GATEWAY,
    'centres:',
    '  - id: gr',
    '    country: GR',
    '    name: National Centre, Greece',
    '    languages: [el, en]',
    '    contact: { phone: "+30 210 000", email: "desk@gr.example.org" }',
    '    send: { adapter: cap, senders: ["desk@gr.example.org"] }',
    '    receive:',
    '      adapter: cap',
    '      transport: { type: webhook, url: "https://gr.example.org/hook", secret: "env:GR_SECRET" }',
    '      statuses: [Actual]',
    '      withhold: [suspect.identity]',
    '    decides: true',
    '    transferBasis: Decision 1/2026',
    '    credentials:',
    `      - { role: centre, name: duty desk, keySha256: "${HASH_A}" }`,
    '    signing: { required: false, keys: [] }',
    'clients:',
    `  - { id: eu-liaison, role: liaison, keySha256: "${HASH_B}", countries: ["*"] }`,
    'routing: { default: neighbours }',
  ];

  test('comes back as it was written, its secrets still references', () => {
    const { network, problems } = read(...full);
    expect(problems).toEqual([]);
    expect(network?.centres[0].receive?.transport).toEqual({ type: 'webhook', url: 'https://gr.example.org/hook', secret: 'env:GR_SECRET' });
    expect(network?.clients?.[0]?.countries).toEqual(['*']);
  });

  test('may as well be JSON, indented with tabs', () => {
    const { network, problems } = readNetwork(JSON.stringify({ gateway: { id: 'g' }, centres: [{ id: 'gr', country: 'GR', name: 'Greece', languages: ['el'] }] }, null, '\t'), context);
    expect(problems).toEqual([]);
    expect(network?.centres[0].id).toBe('gr');
  });

  test('Norway is not a negation', () => {
    expect(read(GATEWAY, 'centres:', '  - { id: no, country: NO, name: Norway, languages: [no] }').network?.centres[0].country).toBe('NO');
  });

  test('may share an entry through an alias', () => {
    const { network } = read(GATEWAY, 'centres:', `  - { id: gr, country: GR, name: Greece, languages: &greek [el, en] }`, '  - { id: cy, country: CY, name: Cyprus, languages: *greek }');
    expect(network?.centres[1]?.languages).toEqual(['el', 'en']);
  });

  test.each([`secret: "${SECRET}"`, 'secret: env:GR_SECRET', 'secret: "file:/run/secrets/gr"'])('may give a secret as %s', (secret) => {
    expect(read(GATEWAY, 'centres:', centre('gr', webhook(secret))).problems).toEqual([]);
  });

  test('may post to plain http where the gateway or the transport allows trials', () => {
    const trial = centre('gr', webhook('secret: env:GR_SECRET, allowPrivateAddresses: true', 'http://127.0.0.1:9000'));
    expect(read(GATEWAY, 'centres:', trial).problems).toEqual([]);
    const plain = centre('gr', webhook('secret: env:GR_SECRET', 'http://127.0.0.1:9000'));
    expect(read('gateway: { id: g, allowPrivateAddresses: true }', 'centres:', plain).problems).toEqual([]);
  });
});

describe('the shape', () => {
  test.each([
    ['an empty file', [''], ['1 ']],
    ['a list', ['- one'], ['1 ']],
    ['no centre', [GATEWAY, 'centres: []'], ['2 /centres']],
    ['a missing name', [GATEWAY, 'centres:', '  - id: gr', '    country: GR', '    languages: [el]'], ['3 /centres/0/name']],
    ['a word nobody knows', [GATEWAY, 'centres:', `  - ${GREECE}`, 'routes: {}'], ['4 /routes']],
    ['a phone that YAML reads as a number', [GATEWAY, 'centres:', '  - id: gr', '    country: GR', '    name: Greece', '    languages: [el]', '    contact:', '      phone: +302100000'], ['8 /centres/0/contact/phone']],
    ['a country in small letters', [GATEWAY, 'centres:', '  - { id: gr, country: gr, name: Greece, languages: [el] }'], ['3 /centres/0/country']],
    ['a hash that is none', [GATEWAY, 'centres:', centre('gr'), 'clients:', '  - { id: ops, role: operator, keySha256: abc }'], ['5 /clients/0/keySha256']],
    ['an unknown routing', [GATEWAY, 'centres:', centre('gr'), 'routing:', '  default: everybody'], ['5 /routing/default']],
  ] as [string, string[], string[]][])('%s is found in its line', (_, lines, expected) => {
    expect(places(...lines)).toEqual(expected);
  });

  test('a number where text belongs is told to take quotes', () => {
    expect(read(GATEWAY, 'centres:', '  - { id: gr, country: GR, name: 112, languages: [el] }').problems[0]?.message).toMatch(/quotes/);
  });

  test('a transport is judged by the type it names', () => {
    expect(places(GATEWAY, 'centres:', centre('gr', 'receive: { adapter: cap, transport: { type: webhook, url: "https://gr.example.org" } }')))
      .toEqual(['3 /centres/0/receive/transport/secret']);
    expect(places(GATEWAY, 'centres:', centre('gr', 'receive: { adapter: cap, transport: { type: mailbox, url: "https://gr.example.org" } }')))
      .toEqual(['3 /centres/0/receive/transport/url']);
  });

  test('a transport of no known type gets one sentence that names the types', () => {
    const { problems } = read(GATEWAY, 'centres:', centre('gr', 'receive: { adapter: cap, transport: { type: pigeon } }'), centre('it', 'receive: { adapter: cap, transport: { type: mailbox } }'));
    expect(problems).toEqual([{ line: 3, path: '/centres/0/receive/transport', message: expect.stringMatching(/webhook or mailbox/) }]);
  });

  test('findings on the transports of two centres are not mixed up', () => {
    expect(places(GATEWAY, 'centres:',
      centre('gr', 'receive: { adapter: cap, transport: { type: webhook, url: "https://gr.example.org" } }'),
      centre('it', 'receive: { adapter: cap, transport: { type: mailbox, colour: red } }'),
    )).toEqual(['3 /centres/0/receive/transport/secret', '4 /centres/1/receive/transport/colour']);
  });
});

describe('the text', () => {
  test('a key given twice is found in its line', () => {
    expect(read(GATEWAY, 'gateway: { id: again }', 'centres:', centre('gr')).problems).toEqual([{ line: 2, path: '', message: expect.stringMatching(/unique/) }]);
  });

  test('broken YAML is found in its line, and its content is not quoted', () => {
    const { problems } = read(GATEWAY, 'centres: [', `  - { id: gr, secret: "${SECRET}"`);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every(({ line }) => line >= 2)).toBe(true);
    expect(JSON.stringify(problems)).not.toContain('whsec_');
  });

  test('aliases that multiply are refused at once', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', ...'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(', ')}]`)];
    expect(processorSeconds(() => { expect(read(...bomb).problems[0]?.message).toMatch(/aliases/); })).toBeLessThan(BOUNDED_SECONDS);
  });

  test('an alias inside itself is refused', () => {
    const { network, problems } = read('gateway: &g { id: g, more: *g }', 'centres: []');
    expect(network).toBeUndefined();
    expect(problems.length).toBeGreaterThan(0);
  });

  test('no text makes it throw', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.object().map((value) => stringify(value))), (text) => {
      const { network, problems } = readNetwork(text, context);
      expect(network === undefined).toBe(problems.length > 0);
    }));
  });
});

describe('what no schema can say', () => {
  const CENTRES = [GATEWAY, 'centres:'];

  test('an id is used once, by centres and clients together', () => {
    expect(places(...CENTRES, centre('gr'), centre('it'), centre('gr'), 'clients:', `  - { id: it, role: operator, keySha256: "${HASH_A}" }`))
      .toEqual(['5 /centres/2/id', '7 /clients/0/id']);
  });

  test('a key is used once, in capitals or not', () => {
    expect(places(...CENTRES, centre('gr', `credentials: [{ role: centre, keySha256: "${HASH_A}" }]`), 'clients:', `  - { id: ops, role: operator, keySha256: "${HASH_A.toUpperCase()}" }`))
      .toEqual(['5 /clients/0/keySha256']);
  });

  test('a certificate is used once, with colons or without', () => {
    const [plain, printed] = ['ab'.repeat(32), Array.from({ length: 32 }, () => 'AB').join(':')];
    const entry = (fingerprint: string): string => `credentials: [{ role: centre, certificateSha256: "${fingerprint}" }]`;
    expect(places(...CENTRES, centre('gr', entry(plain)))).toEqual([]);
    expect(places(...CENTRES, centre('gr', entry(printed)))).toEqual([]);
    expect(places(...CENTRES, centre('gr', entry(plain)), centre('it', entry(printed)))).toEqual(['4 /centres/1/credentials/0/certificateSha256']);
    expect(places(...CENTRES, centre('gr', entry(`${plain}00`)))).toEqual(['3 /centres/0/credentials/0/certificateSha256']);
  });

  test('an entry says how its holder is known', () => {
    const nobody = read(...CENTRES, centre('gr', 'credentials: [{ role: centre, name: desk }]'), 'clients:', '  - { id: ops, role: operator }');
    expect(nobody.problems).toEqual([
      { line: 3, path: '/centres/0/credentials/0/keySha256', message: expect.stringMatching(/keySha256, certificateSha256, or issuer with subject/) },
      { line: 5, path: '/clients/0/keySha256', message: expect.stringMatching(/keySha256, certificateSha256, or issuer with subject/) },
    ]);
  });

  test('a sender is reserved once', () => {
    expect(places(...CENTRES, centre('gr', 'send: { senders: [a@example.org, b@example.org] }'), centre('it', 'send: { senders: [b@example.org] }')))
      .toEqual(['4 /centres/1/send/senders/0']);
  });

  test('nobody is to receive a format that is only read', () => {
    const formats = { ...context, adapters: ['cap', 'feed'].map(asAdapter) };
    const { problems } = readNetwork([...CENTRES, centre('gr', 'send: { adapter: feed }, receive: { adapter: feed, transport: { type: mailbox } }')].join('\n'), formats);
    expect(problems.map(({ path, message }) => [path, message])).toEqual([['/centres/0/receive/adapter', 'is a format that is only read here, not written; take one of cap']]);
  });

  test('adapters are known, for sending and receiving', () => {
    expect(places(...CENTRES, centre('gr', 'send: { adapter: morse }, receive: { adapter: flags, transport: { type: mailbox } }')))
      .toEqual(['3 /centres/0/receive/adapter', '3 /centres/0/send/adapter']);
  });

  test.each([
    ['a variable that is not set', 'env:IT_SECRET', /IT_SECRET.*not set/], ['a file that is not there', 'file:/run/secrets/it', /cannot be read/],
    ['a weak secret behind a variable', 'env:WEAK_SECRET', /24 to 64 bytes/], ['a secret without prefix', 'c2VjcmV0'.repeat(5), /whsec_/],
    ['a secret that is not base64', `whsec_${'!'.repeat(40)}`, /base64/], ['a secret that is too long', `whsec_${'A'.repeat(88)}`, /64 bytes/],
  ])('%s is no secret', (_, secret, message) => {
    const { problems } = read(...CENTRES, centre('gr', webhook(`secret: "${secret}"`)));
    expect(problems).toEqual([{ line: 3, path: '/centres/0/receive/transport/secret', message: expect.stringMatching(message) }]);
    if (!/^(env|file):/.test(secret)) expect(JSON.stringify(problems)).not.toContain(secret);
  });

  describe('certificates of a webhook', () => {
    const [ca, own, stranger] = [authority('Authority'), clientOf(authority('Other'), 'gateway'), clientOf(authority('Other'), 'gateway')];
    const files: Record<string, string> = { '/ca': ca.cert, '/cert': own.cert, '/key': own.key, '/other-key': stranger.key };
    const judged = (transport: object): string[] => readNetwork(JSON.stringify({
      gateway: { id: 'g' }, centres: [{ id: 'gr', country: 'GR', name: 'Greece', languages: ['el'], receive: { adapter: 'cap', transport: { type: 'webhook', url: 'https://gr.example.org/', secret: SECRET, ...transport } } }],
    }), { ...context, env: { CERT: own.cert, KEY: own.key }, readFile: (path) => files[path] ?? context.readFile(path) })
      .problems.map(({ path, message }) => `${path.replace('/centres/0/receive/transport', '')} ${message}`);

    test.each([
      ['in files', { ca: '/ca', clientCertificate: { cert: 'file:/cert', key: 'file:/key' } }], ['in the environment', { ca: 'file:/ca', clientCertificate: { cert: 'env:CERT', key: 'env:KEY' } }],
      ['in the file itself', { ca: ca.cert, clientCertificate: { cert: own.cert, key: own.key } }],
    ])('may lie %s', (_, transport) => { expect(judged(transport)).toEqual([]); });

    test('are judged one by one, and no key is ever repeated', () => {
      expect(judged({ ca: '/nowhere', clientCertificate: { cert: 'env:NOT_SET', key: 'plain words' } })).toEqual([
        expect.stringMatching(/^\/ca .*cannot be read/), expect.stringMatching(/^\/clientCertificate\/cert .*NOT_SET.*not set/), expect.stringMatching(/^\/clientCertificate\/key holds no private key/),
      ]);
      expect(judged({ ca: own.cert })).toEqual([expect.stringMatching(/^\/ca .*no certificate authority/)]);
      const unfit = judged({ clientCertificate: { cert: own.cert, key: stranger.key } });
      expect(unfit).toEqual([expect.stringMatching(/^\/clientCertificate\/key does not fit/)]);
      expect(unfit.join()).not.toContain(stranger.key.split('\n')[1]);
      expect(judged({ clientCertificate: { cert: own.cert } })).toEqual([expect.stringMatching(/^\/clientCertificate\/key is missing/)]);
    });

    test('make no sense over plain http', () => {
      expect(judged({ ca: '/ca', url: 'http://127.0.0.1/', allowPrivateAddresses: true })).toEqual([expect.stringMatching(/^\/ca has no effect/)]);
    });
  });

  describe('issuers of tokens', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const [open, secret] = [publicKey, privateKey].map((key) => key.export({ format: 'jwk' }));
    const LOGIN = { issuer: 'https://login.example.org', audience: 'gateway' };
    const judged = (issuers: object[], clients: object[] = [], gateway: object = {}): string[] => readNetwork(JSON.stringify({
      gateway: { id: 'g', issuers, ...gateway }, centres: [{ id: 'gr', country: 'GR', name: 'Greece', languages: ['el'] }], clients: clients.map((client, i) => ({ id: `c${i}`, role: 'operator', ...client })),
    }), { ...context, readFile: (path) => (path === '/jwks.json' ? JSON.stringify({ keys: [open] }) : context.readFile(path)) }).problems.map(({ path, message }) => `${path} ${message}`);

    test.each([['in the file itself', { keys: [open] }], ['in another file', '/jwks.json']])('may give their keys %s', (_, jwks) => {
      expect(judged([{ ...LOGIN, jwks }], [{ issuer: LOGIN.issuer, subject: 'ops' }])).toEqual([]);
    });

    test('may have them fetched, over https only outside of trials and own networks', () => {
      expect(judged([{ ...LOGIN, jwksUrl: 'https://login.example.org/jwks' }])).toEqual([]);
      expect(judged([{ ...LOGIN, jwksUrl: 'http://login.example.org/jwks' }])).toEqual([expect.stringMatching(/^\/gateway\/issuers\/0\/jwksUrl must start with https/)]);
      expect(judged([{ ...LOGIN, jwksUrl: 'http://127.0.0.1/jwks' }], [], { allowPrivateAddresses: true })).toEqual([]);
    });

    test.each<[string, object, RegExp]>([
      ['no keys', {}, /issuers\/0\/jwksUrl is missing/], ['keys in two places', { jwks: { keys: [open] }, jwksUrl: 'https://login.example.org/jwks' }, /jwksUrl stands beside jwks/],
      ['a private key', { jwks: { keys: [secret] } }, /jwks holds something else than public keys/], ['a shared secret', { jwks: { keys: [{ kty: 'oct', k: 'c2VjcmV0' }] } }, /jwks holds something else than public keys/],
      ['a file that is not there', { jwks: '/nowhere' }, /jwks .*cannot be read/], ['an authority that is none', { jwks: '/jwks.json', ca: '/jwks.json' }, /ca holds no certificate/],
    ])('with %s are found', (_, more, message) => { expect(judged([{ ...LOGIN, ...more }])).toEqual([expect.stringMatching(message)]); });

    test('come once, are known where they are named, and name each subject once', () => {
      const keys = { jwks: { keys: [open] } };
      expect(judged([{ ...LOGIN, ...keys }, { ...LOGIN, ...keys }])).toEqual([expect.stringMatching(/^\/gateway\/issuers\/1\/issuer is already described/)]);
      expect(judged([{ ...LOGIN, ...keys }], [{ issuer: `${LOGIN.issuer}/`, subject: 'ops' }])).toEqual([expect.stringMatching(/^\/clients\/0\/issuer is none of gateway.issuers/)]);
      expect(judged([{ ...LOGIN, ...keys }], [{ issuer: LOGIN.issuer, subject: 'ops' }, { issuer: LOGIN.issuer, subject: 'ops' }])).toEqual([expect.stringMatching(/^\/clients\/1\/subject is already used/)]);
      expect(judged([{ ...LOGIN, ...keys }], [{ subject: 'ops' }])).toEqual([expect.stringMatching(/^\/clients\/0\/issuer is missing: subject says nothing without it/)]);
    });
  });

  test('one centre decides for a country; another country has its own', () => {
    expect(places(...CENTRES, centre('gr', 'decides: true'), centre('gr-north', 'decides: true'), centre('it', 'decides: true'))).toEqual(['4 /centres/1/decides']);
  });

  test('plain http is refused outside of trials', () => {
    expect(places(...CENTRES, centre('gr', webhook('secret: env:GR_SECRET', 'http://gr.example.org')))).toEqual(['3 /centres/0/receive/transport/url']);
  });

  test('languages are tags and come once', () => {
    expect(places(...CENTRES, '  - { id: gr, country: GR, name: Greece, languages: [el, en, EL] }')).toEqual(['3 /centres/0/languages/2']);
    expect(places(...CENTRES, '  - { id: gr, country: GR, name: Greece, languages: [en-xx-yy] }')).toEqual(['3 /centres/0/languages/0']);
  });

  test('UK and EL are told their ISO codes', () => {
    expect(read(...CENTRES, centre('uk'), centre('el')).problems.map(({ message }) => message)).toEqual([expect.stringMatching(/GB/), expect.stringMatching(/GR/)]);
  });

  test('everything comes at once, of the shape or not, in the order of the lines', () => {
    expect(places('gateway: {}', 'centres:', centre('gr'), centre('gr', 'colour: blue'), centre('it', 'send: { adapter: morse }'), 'routing: { default: never }'))
      .toEqual(['1 /gateway/id', '4 /centres/1/colour', '4 /centres/1/id', '5 /centres/2/send/adapter', '6 /routing/default']);
  });
});

test('the sample network is a network file without problems', () => {
  const { network } = sampleNetwork();
  expect(readNetwork(stringify(network), { ...context, adapters: ['cap', 'al', 'nl-burgernet'].map(asAdapter), stepsOf: createStepsOf(readNationalRules(rulesFolder)) })).toEqual({ network, problems: [] });
});

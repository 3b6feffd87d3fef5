// Start-up settings: what is read, what is refused, and that everything refused is refused at once.
import { isAbsolute, join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ConfigurationError } from '../../src/config/configuration-error.js';
import { environmentTable, readEnvironment, settingWarnings, type Environment } from '../../src/config/environment.js';

const HEX_KEY = '0f'.repeat(32);

const problemsOf = (env: Environment): { where: string; message: string }[] => {
  try {
    readEnvironment(env);
    return [];
  } catch (problem) {
    if (problem instanceof ConfigurationError) return [...problem.problems];
    throw problem;
  }
};

const names = (env: Environment): string[] => problemsOf(env).map(({ where }) => where);

describe('without any variable', () => {
  test('the gateway listens on loopback with an embedded database', () => {
    expect(readEnvironment({})).toEqual({
      port: 8080, host: '127.0.0.1', databaseUrl: undefined, redisUrl: undefined, dataDir: resolve('data'), networkFile: undefined, logLevel: 'info',
      masterKey: undefined, masterKeyFile: undefined, keyStore: resolve('data/keys'), alarmUrl: undefined, alarmSecret: undefined, submitRate: 400, submitBytes: 50_000_000, photoLinkMinutes: 60, stopSeconds: 8,
      tlsCertFile: undefined, tlsKeyFile: undefined, tlsClientCaFile: undefined, tlsClientRequired: false,
    });
  });

  test('an empty or blank variable counts as unset', () => {
    expect(readEnvironment({ PORT: '', DATABASE_URL: ' ', LOG_LEVEL: '' })).toEqual(readEnvironment({}));
  });
});

describe('values', () => {
  test('paths become absolute, and the key store lies in the data folder unless it is moved', () => {
    const settings = readEnvironment({ DATA_DIR: 'elsewhere', NETWORK_FILE: 'net.yaml' });
    expect(isAbsolute(settings.networkFile!)).toBe(true);
    expect(settings.keyStore).toBe(join(settings.dataDir, 'keys'));
    expect(readEnvironment({ ALERTBRIDGE_KEY_STORE: '/safe/keys' }).keyStore).toBe('/safe/keys');
  });

  test.each([
    ['64 hexadecimal digits', HEX_KEY], ['hexadecimal digits in capitals', HEX_KEY.toUpperCase()], ['base64', Buffer.from(HEX_KEY, 'hex').toString('base64')],
    ['base64url', Buffer.from(HEX_KEY, 'hex').toString('base64url')],
  ])('the master key is taken as %s', (_, text) => {
    expect(readEnvironment({ ALERTBRIDGE_MASTER_KEY: text }).masterKey?.toString('hex')).toBe(HEX_KEY);
  });

  test.each([
    ['PORT', '65536'], ['PORT', '80a'], ['PORT', '-1'], ['PORT', '8e3'], ['LOG_LEVEL', 'loud'], ['DATABASE_URL', 'mysql://h/db'], ['DATABASE_URL', 'h:5432'],
    ['REDIS_URL', 'http://h'], ['ALERTBRIDGE_MASTER_KEY', 'ab'.repeat(31)], ['ALERTBRIDGE_MASTER_KEY', Buffer.alloc(31).toString('base64')],
    ['ALERTBRIDGE_STOP_SECONDS', '10'], ['ALERTBRIDGE_SUBMIT_RATE', '0'], ['ALERTBRIDGE_SUBMIT_BYTES', '5000000'], ['ALERTBRIDGE_ALARM_URL', 'desk:1'],
  ])('%s=%s is refused with what would be right, and is not repeated', (name, value) => {
    const [problem] = problemsOf({ [name]: value, ...(name === 'DATABASE_URL' ? { ALERTBRIDGE_MASTER_KEY: HEX_KEY } : {}) });
    expect(problem?.where).toBe(name);
    expect(problem?.message).toMatch(/must be/);
    expect(problem?.message).not.toContain(`${value} `);
  });
});

describe('values together', () => {
  test('a database of its own needs a master key, given as is or as a file', () => {
    const DATABASE_URL = 'postgres://alertbridge@db:5432/alertbridge';
    expect(names({ DATABASE_URL })).toEqual(['ALERTBRIDGE_MASTER_KEY']);
    expect(names({ DATABASE_URL, ALERTBRIDGE_MASTER_KEY: HEX_KEY })).toEqual([]);
    expect(names({ DATABASE_URL, ALERTBRIDGE_MASTER_KEY_FILE: '/run/secrets/master' })).toEqual([]);
  });

  test('two master keys are one too many', () => {
    expect(names({ ALERTBRIDGE_MASTER_KEY: HEX_KEY, ALERTBRIDGE_MASTER_KEY_FILE: '/run/secrets/master' })).toEqual(['ALERTBRIDGE_MASTER_KEY_FILE']);
  });

  test.each(['0.0.0.0', '::', '192.0.2.1', 'gateway.example.org'])('the sample network is not opened to others on %s', (HOST) => {
    expect(names({ HOST })).toEqual(['HOST']);
    expect(names({ HOST, NETWORK_FILE: 'network.yaml' })).toEqual([]);
  });

  test.each(['127.0.0.1', '127.9.9.9', '::1', 'localhost'])('the sample network may listen on %s', (HOST) => {
    expect(names({ HOST })).toEqual([]);
  });
});

describe('problems', () => {
  test('a misspelt name of ours is warned of and stops nothing, for it may be a secret of the network file; other programs’ names are not our business', () => {
    const env = { ALERTBRIDGE_MASTERKEY: HEX_KEY, PATH: '/bin', REDIS_HOST: 'x' };
    expect(settingWarnings(readEnvironment(env), env)).toEqual([expect.stringMatching(/^ALERTBRIDGE_MASTERKEY is not known/)]);
  });

  test('all of them come at once, in one message with a line each', () => {
    const env = { PORT: 'x', LOG_LEVEL: 'y', DATABASE_URL: 'z' };
    expect(names(env)).toEqual(['PORT', 'DATABASE_URL', 'LOG_LEVEL', 'ALERTBRIDGE_MASTER_KEY']);
    expect(() => readEnvironment(env)).toThrow(/PORT: .*\n.*DATABASE_URL: .*\n.*LOG_LEVEL: .*\n.*MASTER_KEY: /);
  });

  test('a password in an address never reaches the message', () => {
    expect(JSON.stringify(problemsOf({ DATABASE_URL: 'mysql://user:hunter2@db/x' }))).not.toContain('hunter2');
  });
});

test('the table names every variable once, with what happens when it is unset and what it is for', () => {
  const table = environmentTable();
  expect(new Set(table.map(({ name }) => name)).size).toBe(table.length);
  expect(table.map(({ name }) => name)).toEqual(expect.arrayContaining(['PORT', 'HOST', 'DATABASE_URL', 'REDIS_URL', 'DATA_DIR', 'NETWORK_FILE', 'LOG_LEVEL',
    'ALERTBRIDGE_MASTER_KEY', 'ALERTBRIDGE_MASTER_KEY_FILE', 'ALERTBRIDGE_KEY_STORE']));
  expect(table.filter((row) => row.default === '' || row.description === '')).toEqual([]);
});

test('Redis is accepted, with a warning that it has no effect yet', () => {
  expect(settingWarnings(readEnvironment({ REDIS_URL: 'redis://127.0.0.1:6379' }), {})).toHaveLength(1);
  expect(settingWarnings(readEnvironment({}), {})).toEqual([]);
});

describe('TLS', () => {
  const CERT = { ALERTBRIDGE_TLS_CERT_FILE: 'cert.pem' };
  const KEY = { ALERTBRIDGE_TLS_KEY_FILE: 'key.pem' };
  const CLIENT_CA = { ALERTBRIDGE_TLS_CLIENT_CA_FILE: 'ca.pem' };

  test.each<[string, Record<string, string>, string[]]>([
    ['certificate and key', { ...CERT, ...KEY }, []],
    ['a certificate without its key', CERT, ['ALERTBRIDGE_TLS_KEY_FILE']],
    ['a key without its certificate', KEY, ['ALERTBRIDGE_TLS_CERT_FILE']],
    ['certificates of callers', { ...CERT, ...KEY, ...CLIENT_CA, ALERTBRIDGE_TLS_CLIENT_REQUIRED: 'true' }, []],
    ['certificates of callers without TLS', CLIENT_CA, ['ALERTBRIDGE_TLS_CLIENT_CA_FILE']],
    ['certificates required without an authority', { ...CERT, ...KEY, ALERTBRIDGE_TLS_CLIENT_REQUIRED: 'true' }, ['ALERTBRIDGE_TLS_CLIENT_REQUIRED']],
    ['a word that is neither true nor false', { ALERTBRIDGE_TLS_CLIENT_REQUIRED: 'yes' }, ['ALERTBRIDGE_TLS_CLIENT_REQUIRED']],
  ])('%s', (_, env, expected) => { expect(names(env)).toEqual(expected); });

  test('plain HTTP to others is warned of, to this machine or with a certificate it is not', () => {
    const warned = (env: Record<string, string>): string[] => settingWarnings(readEnvironment(env), env);
    const open = { HOST: '0.0.0.0', NETWORK_FILE: 'network.yaml' };
    expect(warned(open)).toEqual([expect.stringMatching(/plain HTTP.*ALERTBRIDGE_TLS_CERT_FILE/)]);
    expect([warned({}), warned({ ...open, ...CERT, ...KEY })]).toEqual([[], []]);
  });
});

// The only reader of environment variables: one table gives the settings, the text of --help and docs/configuration.md.
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.js';
import { parseMasterKey } from './master-key.js';

export type Environment = Readonly<Record<string, string | undefined>>;

interface Variable {
  name: string;
  /** Used where the variable is unset or empty. */
  default?: string;
  /** What happens where it is unset and has no default. */
  unset?: string;
  description: string;
  schema: z.ZodType<unknown, string | undefined>;
}

const whole = (least: number, most: number) => z.string()
  .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, `must be a whole number from ${least} to ${most}`)
  .transform(Number);

const address = (protocols: readonly string[], example: string) => z.string()
  .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), `must be an address like ${example}`);

const path = z.string().transform((text) => resolve(text));

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const VARIABLES = {
  port: { name: 'PORT', default: '8080', description: 'TCP port of the gateway; 0 takes any free one.', schema: whole(0, 65_535) },
  host: { name: 'HOST', default: '127.0.0.1', description: 'Address to listen on. Anything but loopback needs a network file of your own.', schema: z.string() },
  databaseUrl: {
    name: 'DATABASE_URL', unset: 'embedded database under DATA_DIR', description: 'PostgreSQL to keep everything in.',
    schema: address(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/database').optional(),
  },
  redisUrl: {
    name: 'REDIS_URL', unset: 'LISTEN/NOTIFY of PostgreSQL', description: 'Redis through which processes that accept (--role api) call those that deliver.',
    schema: address(['redis:', 'rediss:'], 'redis://host:6379').optional(),
  },
  publicUrl: {
    name: 'ALERTBRIDGE_URL', unset: 'the address it listens on', description: 'Where centres reach this gateway, for what they fetch from it: content that was embedded in a message, and pictures. The same for all processes of one gateway.',
    schema: address(['http:', 'https:'], 'https://gateway.example.eu').transform((text) => text.replace(/\/+$/, '')).optional(),
  },
  dataDir: { name: 'DATA_DIR', default: './data', description: 'Folder for the embedded database, generated keys and quickstart.json.', schema: path },
  networkFile: { name: 'NETWORK_FILE', unset: 'generated sample network', description: 'Who takes part, in YAML or JSON.', schema: path.optional() },
  logLevel: {
    name: 'LOG_LEVEL', default: 'info', description: `One of ${LOG_LEVELS.join(', ')}.`,
    schema: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`),
  },
  masterKey: {
    name: 'ALERTBRIDGE_MASTER_KEY', unset: 'generated under DATA_DIR with the embedded database; required with DATABASE_URL',
    description: 'Key that wraps the keys of the alerts: 64 hexadecimal digits, or the base64 of 32 bytes.',
    schema: z.string().transform((text, context) => {
      const key = parseMasterKey(text);
      if (!key) context.addIssue('must be 64 hexadecimal digits or the base64 of 32 bytes');
      return key;
    }).optional(),
  },
  masterKeyFile: {
    name: 'ALERTBRIDGE_MASTER_KEY_FILE', unset: 'see ALERTBRIDGE_MASTER_KEY', description: 'File that holds the master key, instead of the variable.',
    schema: path.optional(),
  },
  keyStore: {
    name: 'ALERTBRIDGE_KEY_STORE', unset: 'DATA_DIR/keys', description: 'Folder for the keys of the alerts, apart from the database and its backups.',
    schema: path.optional(),
  },
  alarmUrl: {
    name: 'ALERTBRIDGE_ALARM_URL', unset: 'alarms are in the log only', description: 'Webhook that is told of every alarm.',
    schema: address(['http:', 'https:'], 'https://desk.example.org/alarms').optional(),
  },
  alarmSecret: {
    name: 'ALERTBRIDGE_ALARM_SECRET', unset: 'required with ALERTBRIDGE_ALARM_URL', description: 'Secret that signs alarms: whsec_ and the base64 of 24 to 64 bytes, or env:NAME, or file:PATH.',
    schema: z.string().optional(),
  },
  submitRate: {
    name: 'ALERTBRIDGE_SUBMIT_RATE', default: '400', description: 'Messages a second one centre may submit, in each process; in bursts some more.',
    schema: whole(1, 100_000),
  },
  submitBytes: {
    name: 'ALERTBRIDGE_SUBMIT_BYTES', default: '50000000', description: 'Bytes a second one centre may submit, in each process; at least one message of 5 MB.',
    schema: whole(5_242_880, 999_999_999),
  },
  tlsCertFile: {
    name: 'ALERTBRIDGE_TLS_CERT_FILE', unset: 'plain HTTP', description: 'Certificate of the gateway as PEM, its intermediates after it; the gateway then speaks HTTPS only. SIGHUP reads it again.',
    schema: path.optional(),
  },
  tlsKeyFile: {
    name: 'ALERTBRIDGE_TLS_KEY_FILE', unset: 'plain HTTP', description: 'Private key of that certificate as PEM, without a passphrase.',
    schema: path.optional(),
  },
  tlsClientCaFile: {
    name: 'ALERTBRIDGE_TLS_CLIENT_CA_FILE', unset: 'callers are asked for no certificate', description: 'Certificate authorities, as PEM, whose certificates callers may show instead of a key.',
    schema: path.optional(),
  },
  tlsClientRequired: {
    name: 'ALERTBRIDGE_TLS_CLIENT_REQUIRED', default: 'false', description: 'true turns away whoever shows no certificate of these authorities before the first byte of HTTP, probes and browsers too.',
    schema: z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true'),
  },
  photoLinkMinutes: {
    name: 'ALERTBRIDGE_PHOTO_LINK_MINUTES', default: '60', description: 'Minutes a link to a picture of a child lives. Every delivery and every reading of the alert makes fresh ones.',
    schema: whole(1, 1_440),
  },
  stopSeconds: {
    name: 'ALERTBRIDGE_STOP_SECONDS', default: '8', description: 'Seconds to finish work in hand after SIGTERM. At most 9: the gateway promises to be gone in 10.',
    schema: whole(1, 9),
  },
} as const satisfies Record<string, Variable>;

type Parsed = { [Setting in keyof typeof VARIABLES]: z.output<(typeof VARIABLES)[Setting]['schema']> };

/** Paths are absolute. `masterKey` has 32 bytes. What is undefined was not set; the table says what happens then. */
export type Settings = Parsed & { keyStore: string };

const TABLE: readonly (Variable & { setting: string })[] = Object.entries(VARIABLES).map(([setting, variable]) => ({ setting, ...variable }));

const isSet = (env: Environment, name: string): boolean => (env[name] ?? '').trim() !== '';

const valueOf = (env: Environment, variable: Variable): string | undefined =>
  isSet(env, variable.name) ? env[variable.name]!.trim() : variable.default;

const OWN_PREFIX = 'ALERTBRIDGE_';

const ownNames = TABLE.map(({ name }) => name).filter((name) => name.startsWith(OWN_PREFIX));

const unknownNames = (env: Environment): ConfigurationProblem[] => Object.keys(env)
  .filter((name) => name.startsWith(OWN_PREFIX) && !ownNames.includes(name))
  .map((name) => ({ where: name, message: `is not known; names with ${OWN_PREFIX} are ${ownNames.join(', ')}` }));

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);

interface Agreement { where: string; broken: (env: Environment) => boolean; message: string }

/** What no variable can say about itself. */
const AGREEMENTS: readonly Agreement[] = [
  {
    where: 'ALERTBRIDGE_MASTER_KEY',
    broken: (env) => isSet(env, 'DATABASE_URL') && !isSet(env, 'ALERTBRIDGE_MASTER_KEY') && !isSet(env, 'ALERTBRIDGE_MASTER_KEY_FILE'),
    message: 'is required with DATABASE_URL, as is or through ALERTBRIDGE_MASTER_KEY_FILE: a key left in DATA_DIR would not follow the database',
  },
  {
    where: 'ALERTBRIDGE_MASTER_KEY_FILE',
    broken: (env) => isSet(env, 'ALERTBRIDGE_MASTER_KEY') && isSet(env, 'ALERTBRIDGE_MASTER_KEY_FILE'),
    message: 'is set beside ALERTBRIDGE_MASTER_KEY; set only one of them, so that nobody has to guess which counts',
  },
  {
    where: 'ALERTBRIDGE_ALARM_SECRET',
    broken: (env) => isSet(env, 'ALERTBRIDGE_ALARM_URL') !== isSet(env, 'ALERTBRIDGE_ALARM_SECRET'),
    message: 'and ALERTBRIDGE_ALARM_URL go together: who is called must be able to tell that it is this gateway. Set both or neither',
  },
  {
    where: 'HOST',
    broken: (env) => !isLoopback(valueOf(env, VARIABLES.host)!) && !isSet(env, 'NETWORK_FILE'),
    message: 'opens the sample network to others; set NETWORK_FILE, or listen on 127.0.0.1',
  },
  ...(['CERT', 'KEY'] as const).map((half): Agreement => ({
    where: `ALERTBRIDGE_TLS_${half}_FILE`,
    broken: (env) => !isSet(env, `ALERTBRIDGE_TLS_${half}_FILE`) && ['CERT', 'KEY'].some((other) => isSet(env, `ALERTBRIDGE_TLS_${other}_FILE`)),
    message: 'is missing: certificate and key are set together, or neither for plain HTTP',
  })),
  {
    where: 'ALERTBRIDGE_TLS_CLIENT_CA_FILE',
    broken: (env) => isSet(env, 'ALERTBRIDGE_TLS_CLIENT_CA_FILE') && !isSet(env, 'ALERTBRIDGE_TLS_CERT_FILE'),
    message: 'needs ALERTBRIDGE_TLS_CERT_FILE and ALERTBRIDGE_TLS_KEY_FILE: certificates of callers are part of TLS',
  },
  {
    where: 'ALERTBRIDGE_TLS_CLIENT_REQUIRED',
    broken: (env) => env.ALERTBRIDGE_TLS_CLIENT_REQUIRED?.trim() === 'true' && !isSet(env, 'ALERTBRIDGE_TLS_CLIENT_CA_FILE'),
    message: 'needs ALERTBRIDGE_TLS_CLIENT_CA_FILE: without authorities no certificate of a caller could be judged',
  },
];

const disagreements = (env: Environment): ConfigurationProblem[] =>
  AGREEMENTS.filter(({ broken }) => broken(env)).map(({ where, message }) => ({ where, message }));

/**
 * Reads the settings from the variables given; the caller passes `process.env`, and no `.env` file is read.
 * @throws ConfigurationError with all problems at once: values that are not right, and values that do not go together.
 */
export const readEnvironment = (env: Environment): Settings => {
  const read = TABLE.map((variable) => ({ ...variable, result: variable.schema.safeParse(valueOf(env, variable)) }));
  const problems = [
    ...read.flatMap(({ name, result }) => (result.success ? [] : [{ where: name, message: result.error.issues[0]!.message }])),
    ...disagreements(env),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
  const parsed = Object.fromEntries(read.map(({ setting, result }) => [setting, result.data])) as Parsed;
  return { ...parsed, keyStore: parsed.keyStore ?? join(parsed.dataDir, 'keys') };
};

/** One row for each variable, for --help and docs/configuration.md. */
export const environmentTable = (): { name: string; default: string; description: string }[] =>
  TABLE.map((variable) => ({ name: variable.name, default: variable.default ?? variable.unset ?? '', description: variable.description }));

/** What is set and has no effect, such as misspelt names, and what is set and dangerous. For the log at start and for `alertbridge doctor`. */
export const settingWarnings = (settings: Pick<Settings, 'redisUrl' | 'databaseUrl' | 'host' | 'tlsCertFile'>, env: Environment): string[] => [
  ...(isLoopback(settings.host) || settings.tlsCertFile ? [] : ['HOST lets others in over plain HTTP: keys and alerts can be read on the way. Set ALERTBRIDGE_TLS_CERT_FILE and ALERTBRIDGE_TLS_KEY_FILE, unless a proxy with TLS is the only way in.']),
  ...(settings.redisUrl && !settings.databaseUrl ? ['REDIS_URL is set beside the embedded database, whose one process calls itself; Redis is connected to and not needed.'] : []),
  ...unknownNames(env).map(({ where, message }) => `${where} ${message}`),
];

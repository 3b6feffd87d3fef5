// Second half of checking a network file: what no schema can say, rule by rule. Each looks only at entries of the right kind, so a file that also
// breaks the schema still gets every finding at once.
import { plainFingerprint } from './access-key.js';
import type { Manifest } from '../model/generated/manifest.js';
import type { StepsOf } from '../model/referral.js';
import { entries, objects, repeated, texts } from './entries.js';
import { feedFindings } from './feeds.js';
import { issuerFindings } from './issuers.js';
import type { Finding } from './network-schema.js';
import { resolveSecret, type SecretSources } from './secret.js';
import { signingFindings } from './signing.js';
import { resolveWebhookTls } from './webhook-tls.js';

/** An installed format, and which way it goes. */
export type KnownAdapter = Pick<Manifest, 'id' | 'direction'>;

export interface RuleContext extends SecretSources { adapters: readonly KnownAdapter[]; /** Steps of a country's referral chain. */ stepsOf: StepsOf }

type Rule = (data: unknown, context: RuleContext) => Finding[];

const idsAreUnique: Rule = (data) => repeated(texts(data, '/centres/*/id', '/clients/*/id'),
  (first) => `is already used at ${first}; centres and clients share one set of ids`);

const keysAreUnique: Rule = (data) => repeated(
  texts(data, '/centres/*/credentials/*/keySha256', '/clients/*/keySha256').map(({ path, value }) => ({ path, value: value.toLowerCase() })),
  (first) => `is already used at ${first}; a key says who is calling, so each needs its own`,
);

const certificatesAreUnique: Rule = (data) => repeated(
  texts(data, '/centres/*/credentials/*/certificateSha256', '/clients/*/certificateSha256').map(({ path, value }) => ({ path, value: plainFingerprint(value) })),
  (first) => `is already used at ${first}; a certificate says who is calling, so each needs its own`,
);

const sendersAreReservedOnce: Rule = (data) => repeated(texts(data, '/centres/*/send/senders/*'),
  (first) => `is already reserved at ${first}; a sender belongs to one centre`);

const idsOf = (adapters: readonly KnownAdapter[]): string => adapters.map(({ id }) => id).join(', ');

/** Where a format is named in which something comes in. */
const SENT_IN = ['/centres/*/send/adapter', '/centres/*/send/feeds/*/adapter', '/centres/*/send/directory/adapter'];

const adaptersAreKnown: Rule = (data, { adapters }) => texts(data, ...SENT_IN, '/centres/*/receive/adapter')
  .filter(({ value }) => !adapters.some(({ id }) => id === value))
  .map(({ path }) => ({ path, message: `is no adapter of this gateway; known are ${idsOf(adapters)}` }));

/** Else every alert for that centre would end as one that cannot be written. */
const adaptersGoThatWay = (places: readonly string[], unfit: 'in' | 'out', what: string): Rule => (data, { adapters }) => texts(data, ...places)
  .filter(({ value }) => adapters.some(({ id, direction }) => id === value && direction === unfit))
  .map(({ path }) => ({ path, message: `is a format that is only ${what}; take one of ${idsOf(adapters.filter(({ direction }) => direction !== unfit))}` }));

const receivedFormatsAreWritten = adaptersGoThatWay(['/centres/*/receive/adapter'], 'in', 'read here, not written');
const sentFormatsAreRead = adaptersGoThatWay(SENT_IN, 'out', 'written here, not read');

const secretsAreThere: Rule = (data, context) => texts(data, '/centres/*/receive/transport/secret').flatMap(({ path, value }) => {
  const resolved = resolveSecret(value, context);
  return 'problem' in resolved ? [{ path, message: resolved.problem }] : [];
});

const isReference = (value: unknown): value is string => typeof value === 'string' && value !== '';

const certificatesAreThere: Rule = (data, context) => objects(data, '/centres/*/receive/transport').flatMap(({ path, value: { ca, clientCertificate } }) => {
  const { cert, key } = (clientCertificate ?? {}) as Record<string, unknown>;
  const wanted = { ...(isReference(ca) ? { ca } : {}), ...(isReference(cert) && isReference(key) ? { clientCertificate: { cert, key } } : {}) };
  return resolveWebhookTls(wanted, context).findings.map((finding) => ({ ...finding, path: path + finding.path }));
});

const certificatesNeedTls: Rule = (data) => objects(data, '/centres/*/receive/transport')
  .filter(({ value }) => /^http:/i.test(String(value.url)))
  .flatMap(({ path, value }) => ['ca', 'clientCertificate'].filter((name) => value[name] !== undefined).map((name) => `${path}/${name}`))
  .map((path) => ({ path, message: 'has no effect on an address that does not begin with https://' }));

const signedIsCap: Rule = (data) => objects(data, '/centres/*/receive').filter(({ value }) => value.sign === true && value.adapter !== 'cap')
  .map(({ path }) => ({ path: `${path}/sign`, message: 'has no effect on this format: only CAP in XML has a place for a signature, which is adapter: cap' }));

const oneCentreDecides: Rule = (data) => repeated(
  objects(data, '/centres/*').filter(({ value }) => value.decides === true).map(({ path, value }) => ({ path: `${path}/decides`, value: String(value.country) })),
  (first) => `stands at ${first} already; only one centre of a country decides for it`,
);

const plainHttpIsForTrials: Rule = (data) => {
  const everywhere = entries(data, '/gateway/allowPrivateAddresses').some(({ value }) => value === true);
  return objects(data, '/centres/*/receive/transport')
    .filter(({ value }) => !everywhere && value.allowPrivateAddresses !== true && /^http:/i.test(String(value.url)))
    .map(({ path }) => ({ path: `${path}/url`, message: 'must start with https://; plain http is for trials, where allowPrivateAddresses: true allows it' }));
};

const isLanguage = (tag: string): boolean => {
  try { return Intl.getCanonicalLocales(tag).length === 1; } catch { return false; }
};

const languagesAreTags: Rule = (data) => texts(data, '/centres/*/languages/*')
  .filter(({ value }) => !isLanguage(value))
  .map(({ path }) => ({ path, message: 'is no language tag of BCP 47, such as el or sr-Latn' }));

const languagesComeOnce: Rule = (data) => entries(data, '/centres/*/languages').flatMap(({ path, value }) => repeated(
  texts(value, '/*').map((entry) => ({ path: `${path}${entry.path}`, value: entry.value.toLowerCase() })),
  (first) => `is already listed at ${first}`,
));

/** Codes that look right, are widely used, and would silently border nobody. */
const NOT_ISO: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

const countriesAreIso: Rule = (data) => texts(data, '/centres/*/country', '/clients/*/countries/*', '/clients/*/country')
  .flatMap(({ path, value }) => (NOT_ISO[value] ? [{ path, message: `is no ISO 3166-1 code; that country is ${NOT_ISO[value]}` }] : []));

const reportersOf = (data: unknown) => objects(data, '/clients/*').filter(({ value }) => value.role === 'reporter');

/** Its proposals would come before nobody. */
const reportersHaveACentre: Rule = (data) => {
  const countries = new Set(texts(data, '/centres/*/country').map(({ value }) => value));
  return reportersOf(data).filter(({ value }) => typeof value.country === 'string' && !countries.has(value.country))
    .map(({ path }) => ({ path: `${path}/country`, message: 'has no centre in this file, so nobody could decide on its proposals' }));
};

/** The last step is the centre's own. */
const reportersStandInTheChain: Rule = (data, { stepsOf }) => reportersOf(data).flatMap(({ path, value: { country, step } }) => {
  const open = typeof country === 'string' ? stepsOf(country).slice(0, -1) : [];
  return typeof step === 'string' && open.length > 0 && !open.includes(step) ? [{ path: `${path}/step`, message: `is no step of a reporter of ${String(country)}; known are ${open.join(', ')}` }] : [];
});

const chainsAreForReporters: Rule = (data) => objects(data, '/clients/*').filter(({ value }) => value.role !== 'reporter')
  .flatMap(({ path, value }) => ['country', 'step'].filter((name) => value[name] !== undefined).map((name) => ({ path: `${path}/${name}`, message: 'has an effect on the role reporter only' })));

const RULES: readonly Rule[] = [
  reportersHaveACentre, reportersStandInTheChain, chainsAreForReporters,
  idsAreUnique, keysAreUnique, certificatesAreUnique, sendersAreReservedOnce, adaptersAreKnown, receivedFormatsAreWritten, sentFormatsAreRead, secretsAreThere, certificatesAreThere,
  certificatesNeedTls, oneCentreDecides, plainHttpIsForTrials, issuerFindings, languagesAreTags, languagesComeOnce, countriesAreIso, signingFindings, signedIsCap, feedFindings,
];

/** Everything in which the data breaks a rule; it need not fit the schema. */
export const ruleFindings = (data: unknown, context: RuleContext): Finding[] => RULES.flatMap((rule) => rule(data, context));

// Checks of the way out: what is written comes back, meets the national schema, and every loss is one the manifest names.
import { AlertBridgeError } from '../../errors.js';
import type { Encoded } from '../../format/format.js';
import type { Alert } from '../../model/generated/alert.js';
import type { Issue } from '../../model/issue.js';
import { messagesIn } from '../adapter-format.js';
import { NO_PLACE } from '../losses.js';
import type { AdapterFolder } from './adapter-folder.js';
import { alertsBeside, alertsOf, bytesOf, decoded, differences, frozen, listed, validNames, without, type Check, type ForeignAlerts } from './check.js';

const reads = ({ loaded }: AdapterFolder): boolean => loaded.manifest.direction !== 'out';

const nameOf = ({ msgType, identifier }: Alert): string => `${msgType} ${identifier}`;

const undeclared = (losses: readonly Issue[]): string[] => losses.filter(({ message }) => message === NO_PLACE).map(({ path }) => path);

const tellsLosses = (alert: Alert, losses: readonly Issue[]): string[] => {
  const places = undeclared(losses);
  return places.length ? [`${nameOf(alert)} loses ${listed(places)} without a reason; carry it, or name it in the losses of manifest.json.`] : [];
};

/** Only warnings and errors about values: what was written has to be right as it stands. */
const meetsSchema = ({ loaded }: AdapterFolder, alert: Alert, body: Uint8Array): string[] => messagesIn(loaded, body)
  .flatMap(({ message }) => loaded.schema.check(message))
  .map(({ path, message }) => `${nameOf(alert)} is written against national.schema.json at ${path || 'the whole'}: ${message}`);

const comesBack = (folder: AdapterFolder, alert: Alert, { body, losses }: Encoded): string[] => {
  if (!reads(folder)) return [];
  const [back] = decoded(folder, body);
  const paths = new Set(losses.map(({ path }) => path));
  const places = differences(without(paths, back?.alert), without(paths, alert));
  return [
    ...(places.length ? [`${nameOf(alert)} comes back changed at ${listed(places)}; write what decode reads, or name it in the losses.`] : []),
    ...(back?.issues ?? []).map(({ path, message }) => `${nameOf(alert)} comes back with an issue at ${path}: ${message}`),
  ];
};

const isStable = ({ format, loaded: { manifest, adapter } }: AdapterFolder, alert: Alert, { body, contentType }: Encoded): string[] => [
  ...(format.detects(body) || manifest.direction === 'out' ? [] : [`detects does not know what encode writes of ${nameOf(alert)}.`]),
  ...(contentType === manifest.mediaType ? [] : [`the content type is ${contentType}, the manifest's ${manifest.mediaType}.`]),
  ...(differences(adapter.encode?.(frozen(structuredClone(alert)), {}), adapter.encode?.(frozen(structuredClone(alert)), {})).length
    ? [`${nameOf(alert)} encoded twice differs; encode may depend on nothing but its arguments.`] : []),
];

/** Whoever cannot write an alert has to refuse it, with the reason. */
const attempt = (folder: AdapterFolder, alert: Alert, look: (encoded: Encoded) => string[]): string[] => {
  try { return look(folder.format.encode(alert, {})); } catch (problem) {
    if (!(problem instanceof AlertBridgeError) || problem.code !== 'ENCODE_FAILED') return [`${nameOf(alert)} breaks encode in an unforeseen way; leave out what cannot be written.`];
    return problem.issues.some(({ level }) => level === 'error') ? [] : [`encode failed on ${nameOf(alert)}; return a loss of level error that says why, or leave out what cannot be written.`];
  }
};

const carried = (folder: AdapterFolder, alert: Alert): string[] => {
  try {
    const encoded = folder.format.encode(alert, {});
    return [...comesBack(folder, alert, encoded), ...tellsLosses(alert, encoded.losses), ...meetsSchema(folder, alert, encoded.body)];
  } catch { return [`encode failed on ${nameOf(alert)}, which decode gave; it has to be written again.`]; }
};

const foreign = (folder: AdapterFolder, alert: Alert): string[] => attempt(folder, alert, ({ body, losses }) => {
  const types = reads(folder) ? decoded(folder, body).map((message) => message.alert?.msgType) : [alert.msgType];
  const isWhole = types.length === 1 || types.length === alert.case?.children?.length;
  return [
    ...(isWhole && types.every((type) => type === alert.msgType) ? [] : [`${nameOf(alert)} comes back as ${types.join(', ') || 'nothing'}; refuse a kind that the format has not.`]),
    ...tellsLosses(alert, losses),
    ...losses.filter(({ code, level }) => code !== 'LOSS' || level !== 'note').map(({ code, path }) => `the loss of ${nameOf(alert)} at ${path} is ${code}; a loss is a note with the code LOSS.`),
    ...meetsSchema(folder, alert, body),
  ];
});

const FEWEST_WRITTEN = 4;

/** XML by its text. */
const shown = (name: string, bytes: Uint8Array): unknown => { const text = new TextDecoder().decode(bytes); return name.endsWith('.json') ? JSON.parse(text) as unknown : text.trim(); };

/** A format that is only written has nothing to be held against but what was judged right by eye. */
const writes = (folder: AdapterFolder, name: string): string[] => {
  const [alert, ...others] = alertsBeside(folder, name);
  if (!alert || others.length > 0) return [`fixtures/${name} has no .alert.json beside it that is a list of one alert; write what it is made from.`];
  const places = differences(shown(name, folder.format.encode(alert, {}).body), shown(name, bytesOf(folder, name)));
  return places.length ? [`fixtures/${name} differs from what encode writes at ${listed(places)}; mend encode or what is expected.`] : [];
};

const writtenChecks = (folder: AdapterFolder): Check[] => {
  if (reads(folder)) return [];
  const names = validNames(folder);
  const enough = names.length < FEWEST_WRITTEN ? [`fixtures/ holds ${names.length} documents; put in at least ${FEWEST_WRITTEN}, each with its .alert.json.`] : [];
  return [{ name: 'has fixtures of what it writes', run: () => enough }, ...names.map((name): Check => ({ name: `writes ${name}`, run: () => writes(folder, name) }))];
};

const SECRET = 'SECRET-NOTE';

const keepsNotes = (folder: AdapterFolder, alert: Alert): string[] => {
  const { body, losses } = folder.format.encode({ ...alert, gateway: { adapter: SECRET } }, {});
  const told = new TextDecoder().decode(body).includes(SECRET) || losses.some(({ path }) => path.startsWith('/gateway'));
  return told ? ['What the gateway noticed is written as if the origin had said it; leave the gateway block out.'] : [];
};

/** @param others alerts of every other adapter: any country may have to tell them. */
export const writingChecks = (folder: AdapterFolder, others: readonly ForeignAlerts[]): Check[] => {
  if (folder.loaded.manifest.direction === 'in') return [];
  const alerts = alertsOf(folder);
  return [
    ...writtenChecks(folder),
    { name: 'gives its own alerts back as they were, but for the losses it names', run: () => alerts.flatMap((alert) => carried(folder, alert)) },
    { name: 'writes what it recognises itself, of its type, twice the same, changing nothing', run: () => alerts.flatMap((alert) => attempt(folder, alert, (encoded) => isStable(folder, alert, encoded))) },
    { name: 'never hands on what the gateway noticed', run: () => alerts.slice(0, 1).flatMap((alert) => keepsNotes(folder, alert)) },
    ...others.map(({ id, alerts: theirs }): Check => ({ name: `carries the alerts of ${id}, or says why it cannot`, run: () => theirs.flatMap((alert) => foreign(folder, alert)) })),
  ];
};

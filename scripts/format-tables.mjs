// What docs/formats.md says of each format: from its manifest, and from what decoding and encoding the fixtures of all adapters really yields.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const ADAPTERS = new URL('../adapters/', import.meta.url);
const EXAMPLES = new URL('../examples/', import.meta.url);

/** CAP requires these, or as good as: a format that does not tell them gives every message the same. */
const GIVEN = new Set(['sender', 'status', 'msgType', 'scope', 'info.language', 'info.category', 'info.event', 'info.responseType', 'info.urgency', 'info.severity', 'info.certainty']);
/** Names and values in pairs are one element each, and so is a reference. */
const WHOLE = new Set(['NamedValue', 'Reference']);

const elementOf = (pointer) => pointer.replace(/\/\d+(?=\/|$)/g, '').slice(1).replaceAll('/', '.');
const covers = (one, pointer) => pointer === one || pointer.startsWith(`${one}/`);

/** Pointers of every single value, with the value. */
const leavesOf = (value, at = '') =>
  (typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${at}/${key}`)) : [[at, value]]);

/** Every element of the common model, by its schema. */
const elementsOf = ({ properties, $defs }) => {
  const walk = (schema, path) => {
    const name = schema.$ref?.split('/').at(-1);
    const { type, items, properties: inner } = name ? $defs[name] : schema;
    if (type === 'array') return walk(items, path);
    return inner && !WHOLE.has(name) ? Object.entries(inner).flatMap(([key, one]) => walk(one, path ? `${path}.${key}` : key)) : [path];
  };
  const { gateway: _noticed, ...own } = properties;
  return Object.entries(own).flatMap(([key, schema]) => walk(schema, key));
};

const fixturesOf = (id) => {
  const folder = new URL(`${id}/fixtures/`, ADAPTERS);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => !/\.(?:alert|issues)\.json$|^invalid-/.test(name)).sort().map((name) => readFileSync(new URL(name, folder)));
};

const examplesIn = () => readdirSync(EXAMPLES).filter((name) => /\.(?:json|xml)$/.test(name)).sort().map((name) => readFileSync(new URL(name, EXAMPLES)));

const withoutNotes = ({ gateway: _noticed, ...alert }) => alert;

/** Whether a value has a place of its own in the document, apart from what holds it. */
const isPlaced = (locate, pointer) => {
  const list = pointer.replace(/\/\d+$/, '');
  const holder = locate(list.slice(0, list.lastIndexOf('/'))).path;
  return [pointer, list].some((one) => locate(one).path !== holder);
};

/** element → 'field' | 'fixed' | 'text', for one format that is read. */
const readingOf = (messages, elements) => {
  const found = new Map();
  const seen = (element) => found.get(element) ?? found.set(element, { values: new Set(), placed: false, text: false }).get(element);
  for (const { alert: { gateway = {}, ...alert }, locate } of messages) {
    const [extracted, assigned] = [gateway.extracted, gateway.assigned].map((notes = []) => notes.map(({ path }) => path));
    for (const [pointer, value] of leavesOf(alert).filter(([one]) => !assigned.some((path) => covers(path, one)))) {
      const entry = seen(elements.find((element) => `${elementOf(pointer)}.`.startsWith(`${element}.`)));
      if (extracted.some((path) => covers(path, pointer))) entry.text = true;
      else { entry.values.add(value); entry.placed ||= isPlaced(locate, pointer); }
    }
  }
  const stateOf = (element, { values, placed }) => (values.size === 0 ? 'text' : values.size === 1 && !placed && GIVEN.has(element) ? 'fixed' : 'field');
  return new Map([...found].map(([element, entry]) => [element, stateOf(element, entry)]));
};

const encoded = ({ encode }, alert) => { try { return encode(alert, {}); } catch { return undefined; } };

/** element → 'field' | 'text' | 'lost', for one format that is written. An alert that it refuses as a whole tells nothing of its elements. */
const writingOf = (format, alerts, elements, examine) => {
  const found = new Map();
  const rank = { field: 3, text: 2, lost: 1 };
  const note = (element, state) => { if ((rank[found.get(element)] ?? 0) < rank[state]) found.set(element, state); };
  for (const alert of alerts) {
    const written = encoded(format, alert);
    if (!written) continue;
    const lost = written.losses.map(({ path }) => path);
    const left = lost.length > 0 && format.manifest.direction === 'both' ? examine(written.body, format.id).flatMap(({ gateway }) => (gateway.extracted ?? []).map(({ path }) => elementOf(path))) : [];
    for (const [pointer] of leavesOf(alert)) {
      const element = elements.find((one) => `${elementOf(pointer)}.`.startsWith(`${one}.`));
      if (!lost.some((one) => covers(one, pointer))) note(element, 'field');
      else note(element, left.some((one) => one === element || element.startsWith(`${one}.`)) ? 'text' : 'lost');
    }
  }
  return found;
};

/** Where a format itself tells a test: the places that its fixtures have for it. */
const signsOf = (messages) => [...new Set(messages.flatMap(({ statusSignals = [] }) => statusSignals.map(({ signal }) => signal.split(':')[0].replace(/\/\d+(?=\/|$)/g, '/*'))))];

/**
 * The parts of docs/formats.md.
 * @param table makes Markdown of a head and rows.
 */
export const formatParts = async ({ source, table, alertSchema }) => {
  const [{ loadFormats }, { examine: examineIn }] = await Promise.all(['adapter/load-formats.ts', 'inbound/examine.ts'].map(source));
  const formats = await loadFormats();
  const all = [...formats.all].sort((one, other) => one.id.localeCompare(other.id, 'en'));
  const elements = elementsOf(alertSchema);
  const examine = (bytes, id) => examineIn(bytes, formats, id).alerts.flatMap(({ alert }) => alert ?? []);
  const examples = examplesIn().flatMap((bytes) => examine(bytes)).map(withoutNotes);
  /** Each message of the fixtures of a format, as the gateway understands it and as the format alone does. */
  const messagesOf = ({ id, decode }) => fixturesOf(id).flatMap((bytes) => {
    const messages = decode(bytes).messages ?? [];
    return examineIn(bytes, formats, id).alerts.flatMap(({ alert }, index) => (alert ? [{ alert, locate: messages[index].locate, statusSignals: messages[index].statusSignals }] : []));
  });
  const read = new Map(all.map((format) => [format.id, messagesOf(format)]));
  const anything = [...[...read.values()].flat().map(({ alert }) => withoutNotes(alert)), ...examples];

  const readers = all.filter(({ id }) => read.get(id).length > 0).map(({ id }) => [id, readingOf(read.get(id), elements)]);
  const writers = all.filter(({ manifest }) => manifest.direction !== 'in').map((format) => [format.id, writingOf(format, anything, elements, examine)]);
  const idsWith = (columns, element, state) => columns.filter(([, found]) => found.get(element) === state).map(([id]) => `\`${id}\``).join(', ') || '–';
  const row = (columns, states) => (element) => [`\`${element}\``, ...states.map((state) => idsWith(columns, element, state))];
  const toldBy = (columns) => (element) => columns.some(([, found]) => found.has(element));

  const linkOf = (id) => (existsSync(new URL(`${id}/README.md`, ADAPTERS)) ? `[\`${id}\`](../adapters/${id}/README.md)` : `\`${id}\``);
  const overview = () => table(['Format', 'Name', 'Countries', 'Direction', 'Syntax', 'Standing', 'Where a test is told', 'Losses', 'Sources'], all.map((format) => {
    const { id, manifest: { name, countries, direction, syntax, dialectOf, standing, losses, sources } } = format;
    const signs = [...(readers.find(([one]) => one === id)?.[1].get('status') === 'fixed' ? [] : ['its status']), ...signsOf(read.get(id)).map((sign) => `\`${sign}\``)];
    return [linkOf(id), name, countries.join(', ') || '–', direction, dialectOf ? `${syntax}, a dialect of ${dialectOf}` : syntax, standing, signs.join(', ') || 'in words only', direction === 'in' ? '–' : losses.length, sources.join('; ')];
  }));
  const losses = () => all.filter(({ manifest }) => manifest.losses.length > 0)
    .map(({ id, manifest }) => `### \`${id}\`\n\n${table(['What is lost', 'Why'], manifest.losses.map(({ path, reason }) => [`\`${path}\``, reason]))}`).join('\n\n');

  return {
    formats: overview,
    'formats-read': () => table(['Element', 'In a field', 'In the text only', 'Nowhere: always the same'], elements.filter(toldBy(readers)).map(row(readers, ['field', 'text', 'fixed']))),
    'formats-untold': () => `No example of any format tells: ${elements.filter((element) => !toldBy(readers)(element)).map((element) => `\`${element}\``).join(', ') || 'nothing'}.`,
    'formats-written': () => table(['Element', 'In a field', 'In the text only', 'Lost'], elements.filter(toldBy(writers)).map(row(writers, ['field', 'text', 'lost']))),
    'formats-losses': losses,
  };
};

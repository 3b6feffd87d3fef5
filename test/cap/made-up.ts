// CAP messages made up from the content model, valid by construction, as trees that can be damaged before they are written.
import { ALERT, CAP_1_2, isEnumeration, isRepeatable, isRequired, type Field } from '../../src/cap/content-model.js';
import type { Random } from './random.js';

/** An element to be written. `field` is what the content model says of it, while nobody has damaged it. */
export interface Node { name: string; prefix?: string; attributes: string; content: (Node | string)[]; field?: Field }

/** Texts that have gone wrong somewhere: markup, line ends, other scripts, writing from the right, signs outside the basic plane, parts of one sign. */
export const TEXTS = [
  'Missing child', 'Fëmijë i humbur', 'Αγνοείται παιδί', 'طفل مفقود', 'ילדה נעדרת', '行方不明の子供', '🙂🇪🇺', '\u{1f469}\u200d\u{1f467}', '\u{10fffd}', 'a<b&c>d', '"quoted"', '\'',
  ']]>', '<!--', '&amp;', '  spaces around  ', 'first\nsecond', 'tab\there', 'return\rhere', 'e\u0301', '\u00a0x', '\u202eback\u202c', '\u0085', '\u2028x', '006017', '0', 'name=value', '%41', 'null',
] as const;

const PLACES = ['North shore', 'Tiranë', 'Θεσσαλονίκη', 'القدس', '東京', 'a & b'] as const;
const ZONES = ['+01:00', '-05:30', '-00:00', '+00:00', '+14:00'] as const;

const two = (number: number): string => String(number).padStart(2, '0');
const token = (random: Random): string => `AL-${random.below(1e6)}`;

const time = (random: Random): string =>
  `20${two(random.below(100))}-${two(1 + random.below(12))}-${two(1 + random.below(28))}T${two(random.below(24))}:${two(random.below(60))}:${two(random.below(60))}${random.pick(ZONES)}`;

const coordinate = (random: Random, most: number): number => random.below(most * 200) / 100 - most;

/** A box in one of the ways such boxes are written, or a ring of any size that goes round once. */
const polygon = (random: Random): string => {
  const [south, west] = [coordinate(random, 80), coordinate(random, 170)];
  const corners = 3 + (random.onceIn(50) ? random.below(2_000) : random.below(8));
  const ring = Array.from({ length: corners }, (_, i) => {
    const angle = (i / corners) * 2 * Math.PI;
    return `${(south + 5 * Math.sin(angle)).toFixed(4)},${(west + 5 * Math.cos(angle)).toFixed(4)}`;
  });
  return [...ring, ring[0]].join(random.pick([' ', ' ', '\n', '  ']));
};

const references = (random: Random): string => Array.from({ length: 1 + random.below(2) }, () => `desk@al.example.org,${token(random)},${time(random)}`).join(' ');

/** By name, then by type; everything else is text. */
const VALUES: Readonly<Record<string, (random: Random) => string>> = {
  identifier: token,
  sender: (random) => `desk${random.below(30)}@al.example.org`,
  restriction: (random) => random.pick(PLACES),
  event: (random) => random.pick(PLACES),
  areaDesc: (random) => random.pick(PLACES),
  mimeType: (random) => random.pick(['image/jpeg', 'text/plain; charset=utf-8', 'application/octet-stream']),
  derefUri: (random) => random.pick(['aGVsbG8=', 'aGVs\nbG8=', 'QUJD']),
  digest: (random) => random.pick(['2fd4e1c67a2d28fced849ee1bb76e7391b93eb12', 'L9ThxnotKPzthJ7hu3bnORuT6xI=']),
  size: (random) => random.pick(['0', '52100', ' 7 ', '+12', '0009']),
  polygon,
  circle: (random) => `${coordinate(random, 90)},${coordinate(random, 180)} ${random.below(1_000) / 10}`,
  time,
  language: (random) => random.pick(['en', 'sq', 'el-GR', '', 'zh-cmn-Hans', ' en ', 'x-pig-latin']),
  uri: (random) => random.pick(['https://al.example.org/7?a=1&b=2', 'urn:example:7', 'https://παράδειγμα.δοκιμή/ü?Ω', 'https://xn--hxajbheg2az3al.xn--jxalpdlp/', ' https://al.example.org ', 'mailto:desk@al.example.org']),
  integer: (random) => String(random.below(1e6)),
  decimal: (random) => String(random.below(1e6) / 1000),
  list: (random) => random.pick(['gr', 'gr it', 'gr "desk two"', ' a\n b ', '""', 'ë "🙂 x"', '']),
  references,
};

const valueOf = ({ name, type }: Field, random: Random): string => {
  if (isEnumeration(type)) return random.pick(type);
  return (VALUES[name] ?? VALUES[type] ?? (() => random.pick(TEXTS)))(random);
};

/** What the rules in words ask of one thing: values that have to stand, or (null) must not. */
type Given = Readonly<Record<string, string | null>>;

const givenIn: Readonly<Record<string, (random: Random) => Given>> = {
  alert: (random) => {
    const [scope, msgType] = [random.pick(['Public', 'Public', 'Restricted', 'Private']), random.pick(['Alert', 'Alert', 'Update', 'Cancel', 'Ack', 'Error'])];
    return {
      scope, msgType,
      ...(scope === 'Private' && { addresses: 'gr "desk two"' }),
      ...(scope === 'Restricted' && { restriction: 'police' }),
      ...(msgType !== 'Alert' && { references: references(random) }),
    };
  },
  resource: (random): Given => (random.onceIn(3) ? { uri: 'photo.jpg', derefUri: 'aGVsbG8=' } : {}),
  area: (random): Given => (random.onceIn(4) ? { altitude: '100', ceiling: random.pick(['350.5', '100', '1000']) } : { ceiling: null }),
};

const leaf = (field: Field, text: string): Node => ({ name: field.name, attributes: '', content: text === '' ? [] : [text], field });

/** What stands often is drawn often; deep blocks are few, for short documents are many. */
const timesOf = (field: Field, random: Random): number => {
  if (!isRequired(field) && !random.onceIn(field.name === 'info' ? 1 : 3)) return 0;
  return isRepeatable(field) && random.onceIn(3) ? 2 : field.name === 'info' && random.onceIn(4) ? 0 : 1;
};

const contents = (name: string, fields: readonly Field[], random: Random): Node[] => {
  const given = givenIn[name]?.(random) ?? {};
  return fields.flatMap((field) => {
    const fixed = given[field.name];
    if (fixed !== undefined) return fixed === null ? [] : [leaf(field, fixed)];
    return Array.from({ length: timesOf(field, random) }, () => nodeOf(field, random));
  });
};

const nodeOf = (field: Field, random: Random): Node =>
  (field.fields ? { name: field.name, attributes: '', content: contents(field.name, field.fields, random), field } : leaf(field, valueOf(field, random)));

/** A valid alert. */
export const madeUp = (random: Random): Node => ({ name: 'alert', attributes: '', content: contents('alert', ALERT, random) });

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };
const escaped = (text: string): string => text.replace(/[&<>\r]/g, (sign) => ESCAPES[sign]!);

export interface Spelling { prefix: string; gap: string; declaration: string }

export const spelling = (random: Random): Spelling => ({
  prefix: random.pick(['', '', 'cap:']), gap: random.pick(['', '\n', '\n  ', '\r\n\t']), declaration: random.pick(['', '<?xml version="1.0" encoding="UTF-8"?>\n', '<?xml version=\'1.0\'?>']),
});

const element = ({ name, prefix, attributes, content }: Node, how: Spelling): string => {
  const tag = `${prefix ?? how.prefix}${name}`;
  if (content.length === 0) return `<${tag}${attributes}/>`;
  const inside = content.map((part) => (typeof part === 'string' ? escaped(part) : `${how.gap}${element(part, how)}`)).join('');
  return `<${tag}${attributes}>${inside}${typeof content[0] === 'string' ? '' : how.gap}</${tag}>`;
};

/** As XML. `o:` stands for a namespace nobody knows. */
export const written = (root: Node, how: Spelling, namespace = CAP_1_2): string => {
  const own = namespace === '' ? '' : ` xmlns${how.prefix === '' ? '' : ':cap'}="${namespace}"`;
  return element({ ...root, prefix: namespace === '' ? '' : root.prefix, attributes: `${own} xmlns:o="urn:example:other"${root.attributes}` }, namespace === '' ? { ...how, prefix: '' } : how);
};

// CAP-LU → common model: CAP has read the message; the words of Luxembourg are put into those of CAP.
import { warning, type AdapterMessage, type Alert, type Info, type Issue } from '../../src/adapter/kit.js';
import { LEVEL, LIFECYCLE, LIFECYCLE_CODE, NAMED, SEVERITIES, SIGNS, TIERS } from './mapping.js';

interface Level { word: string; at: string; info: number }
interface Repair { path: string; reason: string }

const TEXTS = ['headline', 'description', 'instruction'] as const;

const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi;
const LINE = /<(?:br|\/?p|\/?div|\/?ul|\/?ol|\/li)\b[^<>]*>/gi;
const TAG = /<\/?[a-z][^<>]*>/gi;

/** A code point that is a character; others stay as written. */
const characterOf = (code: number): string | undefined => (code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : undefined);

const resolved = (text: string): string => text.replace(REFERENCE, (whole, number?: string, hex?: string, name?: string) => {
  if (name !== undefined) return Object.hasOwn(NAMED, name) ? NAMED[name]! : whole;
  return characterOf(number ? Number(number) : parseInt(hex ?? '', 16)) ?? whole;
});

/** HTML that was escaped once or twice more than XML asks, as a reader sees it. A text without it stays to the letter. */
const plain = (text: string): string => {
  const once = resolved(text);
  const marked = resolved(once);
  const shown = marked.replace(LINE, '\n').replace(TAG, '');
  return shown === text ? text : shown.replace(/[ \t]*\n\s*/g, '\n').trim();
};

const levelsOf = ({ info = [] }: Alert): Level[] => info.flatMap(({ parameter = [] }, i) => parameter.flatMap(({ valueName, value }, j) =>
  (valueName.split(':').at(-1) === LEVEL ? [{ word: value.trim().toUpperCase(), at: `/info/${i}/parameter/${j}`, info: i }] : [])));

const own = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined => (Object.hasOwn(table, word) ? table[word] : undefined);

/** Only where the message itself says that it does not know. */
const severityOf = (info: Info, index: number, levels: readonly Level[]): Info['severity'] | undefined => {
  const level = levels.find((one) => one.info === index);
  return level && info.severity === 'Unknown' ? own(SEVERITIES, level.word.replace(/^LEVEL[ _-]?/, '')) : undefined;
};

const textsOf = (info: Info): Partial<Info> => Object.fromEntries(TEXTS.flatMap((name) => {
  const text = info[name];
  const shown = text === undefined ? undefined : plain(text);
  return shown === undefined || shown === text ? [] : [[name, shown]];
}));

const pausedOf = (word: string): Issue => warning('DIALECT_MSGTYPE', '/msgType', `CAP has no word for "${word}": it is passed on as an Update, with the code ${LIFECYCLE_CODE}${word}. Whoever shows alerts has to do what it says.`);

/** The namespace is this format's alone. */
export const detects = (): boolean => true;

export const decode = (message: unknown): AdapterMessage[] => {
  const alert = message as Alert;
  const levels = levelsOf(alert);
  const word = alert.msgType.toLowerCase();
  const msgType = own(LIFECYCLE, word);
  const changed = (alert.info ?? []).map((info, index) => ({ texts: textsOf(info), severity: severityOf(info, index, levels) }));
  const repairs: Repair[] = [
    ...(msgType ? [{ path: '/msgType', reason: `The word of CAP-LU is ${word}.` }] : []),
    ...changed.flatMap(({ texts }, i) => Object.keys(texts).map((name) => ({ path: `/info/${i}/${name}`, reason: 'It held HTML, escaped once more than needed; it is given as a reader sees it.' }))),
  ];
  const assigned = changed.flatMap(({ severity }, i) => (severity ? [{ path: `/info/${i}/severity`, value: severity, reason: `The level of cell broadcast (${LEVEL}) says so; level 1 is the highest.` }] : []));
  const statusSignals = levels.flatMap(({ word: level, at }) => {
    const status = Object.entries(SIGNS).find(([sign]) => level.split(/[^A-Z]+/).includes(sign))?.[1];
    return status ? [{ signal: `${at}: ${LEVEL} ${level}`, status }] : [];
  });
  const amber = levels.find((level) => own(TIERS, level.word));
  return [{
    alert: {
      ...alert,
      ...(msgType && { msgType, code: [...alert.code ?? [], LIFECYCLE_CODE + word] }),
      ...(alert.info && { info: alert.info.map((info, i) => ({ ...info, ...changed[i]!.texts, ...(changed[i]!.severity && { severity: changed[i]!.severity }) })) }),
      ...(amber && { case: { tier: own(TIERS, amber.word), ...alert.case } }),
    },
    ...(msgType && { issues: [pausedOf(word)] }),
    ...(amber && !alert.case?.tier && { sources: { '/case/tier': amber.at } }),
    ...(repairs.length > 0 && { repairs }), ...(assigned.length > 0 && { assigned }), ...(statusSignals.length > 0 && { statusSignals }),
  }];
};

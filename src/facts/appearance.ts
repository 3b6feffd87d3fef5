// How the child looks: sex, height, hair, eyes, clothes, things and marks, each by its code.
import { readHeights } from './heights.js';
import { finding, hasCue, inSentence, isBefore, isCue, isOfOther, type Finding, type Reading } from './reading.js';
import type { Kind, Mention } from './vocabulary.js';

const REACH = 4;

const THINGS = new Set<Kind>(['garment', 'vehicle', 'item', 'mark', 'sex', 'adult', 'relation', 'category']);

/** What ends the search for an adjective: another thing that could have it. */
const isThing = (mention: Mention): boolean => THINGS.has(mention.kind) || isCue('hair', 'eyes', 'plate', 'not', 'with', 'seen')(mention);

const isStop = (reading: Reading, at: number, own: Mention): boolean => {
  const token = reading.tokens[at];
  if (token === undefined || reading.sentence[at] !== reading.sentence[own.from] || /^[,;:(]$/u.test(token.raw)) return true;
  return reading.covers(at).some((mention) => isThing(mention) && mention.from !== own.from);
};

const behind = (reading: Reading, noun: Mention): number[] => {
  const places: number[] = [];
  for (let at = noun.to; at < noun.to + REACH && !isStop(reading, at, noun); at += 1) places.push(at);
  return places;
};

const before = (reading: Reading, noun: Mention): number[] => {
  const places: number[] = [];
  for (let at = noun.from - 1; at >= noun.from - REACH && !isStop(reading, at, noun); at -= 1) places.unshift(at);
  return places;
};

/** `hair: brown`, `Haare: braun`: over the colon. */
const overColon = (reading: Reading, noun: Mention): number[] => (reading.tokens[noun.to]?.raw === ':' ? behind(reading, { ...noun, to: noun.to + 1 }) : []);

const of = (reading: Reading, places: readonly number[], kind: Kind): Mention[] =>
  places.flatMap((at) => reading.starts(at).filter((mention) => mention.kind === kind && places.includes(mention.to - 1)));

/** `jacket (red)`, `Jacke (Farbe: Rot)`. */
const inBrackets = (reading: Reading, noun: Mention): number[] => {
  const places: number[] = [];
  if (reading.tokens[noun.to]?.raw !== '(') return places;
  for (let at = noun.to + 1; at <= noun.to + REACH + 2 && reading.tokens[at] !== undefined && reading.tokens[at]!.raw !== ')'; at += 1) places.push(at);
  return places;
};

/** What of a kind is said of a noun: in brackets behind it, or on the side where the language puts it, else on the other. */
export const saidOf = (reading: Reading, noun: Mention, kind: Kind): Mention[] => {
  const beside = of(reading, inBrackets(reading, noun), kind);
  if (beside.length > 0) return beside;
  const [first, second] = reading.language.colourFollows ? [behind, before] : [before, behind];
  const near = of(reading, first(reading, noun), kind);
  if (near.length > 0) return near;
  const colon = of(reading, overColon(reading, noun), kind);
  if (colon.length > 0) return colon;
  // On the far side the word may belong to the next thing (`jeans and a red coat`), unless a verb stands between as in `hair is brown`.
  const far = second(reading, noun);
  return far.some((at) => hasCue(reading, at, 'and')) ? [] : of(reading, far, kind).filter((mention) => !isTaken(reading, mention, noun));
};

const isNoun = (mention: Mention): boolean => mention.kind === 'garment' || mention.kind === 'vehicle' || mention.kind === 'item' || isCue('hair', 'eyes')(mention);

/** The adjective stands on the usual side of another noun. */
const isTaken = (reading: Reading, { from, to }: Mention, noun: Mention): boolean => {
  for (let step = 0; step < 3; step += 1) {
    const at = reading.language.colourFollows ? from - 1 - step : to + step;
    if (reading.sentence[at] !== reading.sentence[from]) return false;
    if (reading.covers(at).some((mention) => isNoun(mention) && mention.from !== noun.from)) return true;
  }
  return false;
};

export const isDenied = (reading: Reading, { from }: Mention): boolean => {
  for (let at = from - 1; at >= from - 3 && reading.sentence[at] === reading.sentence[from] && reading.tokens[at]!.raw !== ','; at -= 1) if (hasCue(reading, at, 'not')) return true;
  return false;
};

const span = (mentions: readonly Mention[]): [number, number] => [Math.min(...mentions.map(({ from }) => from)), Math.max(...mentions.map(({ to }) => to))];

const tells = (reading: Reading, topic: string, leaves: Finding['leaves'], mentions: readonly Mention[]): Finding => finding(reading, topic, leaves, ...span(mentions));

/** One colour, or none where several are told of one thing. */
export const colourOf = (reading: Reading, noun: Mention): Mention | undefined => {
  const colours = saidOf(reading, noun, 'colour');
  return new Set(colours.map(({ code }) => code)).size === 1 ? colours[0] : undefined;
};

const isOfChild = (reading: Reading) => (mention: Mention): boolean => !isDenied(reading, mention) && !isOfOther(reading, mention.from);

const clothes = (reading: Reading): Finding[] => reading.mentions.filter(({ kind }) => kind === 'garment').filter(isOfChild(reading)).map((garment) => {
  const colour = colourOf(reading, garment);
  return tells(reading, `clothing ${garment.code}`, { garment: garment.code, ...(colour && { colour: colour.code }) }, colour ? [garment, colour] : [garment]);
});

const one = (mentions: readonly Mention[]): Mention | undefined => (new Set(mentions.map(({ code }) => code)).size === 1 ? mentions[0] : undefined);

const hair = (reading: Reading): Finding[] => reading.mentions.filter(isCue('hair')).filter(isOfChild(reading)).flatMap((noun) => {
  const [colour, style] = [one(saidOf(reading, noun, 'hairColour')), one(saidOf(reading, noun, 'hairStyle'))];
  return [
    ...(colour ? [tells(reading, 'hair colour', { '/children/0/hair/colour': colour.code }, [noun, colour])] : []),
    ...(style ? [tells(reading, 'hair style', { '/children/0/hair/style': style.code }, [noun, style])] : []),
  ];
});

const eyes = (reading: Reading): Finding[] => reading.mentions.filter(isCue('eyes')).filter(isOfChild(reading)).flatMap((noun) => {
  const colour = one(saidOf(reading, noun, 'eyeColour'));
  return colour ? [tells(reading, 'eyes', { '/children/0/eyes': colour.code }, [noun, colour])] : [];
});

/** A word that is a colour of the hair or the like elsewhere is nothing carried: each mark and thing by itself. */
const listed = (reading: Reading, kind: 'mark' | 'item'): Finding[] => reading.mentions.filter((mention) => mention.kind === kind).filter(isOfChild(reading))
  .map((mention) => tells(reading, `${kind} ${mention.code}`, { [kind]: mention.code }, [mention]));

const isOfCompanion = (reading: Reading, { from }: Mention): boolean => isBefore(reading, from, 3, 'with') || inSentence(reading, from, ({ kind }) => kind === 'relation').some((other) => other.from < from && from - other.from < 5);

const sex = (reading: Reading): Finding[] => reading.mentions.filter(({ kind }) => kind === 'sex').filter((mention) => !isOfCompanion(reading, mention)).map((mention) => tells(reading, 'sex', { '/children/0/sex': mention.code }, [mention]));

export const readAppearance = (reading: Reading): Finding[] => [...sex(reading), ...readHeights(reading), ...hair(reading), ...eyes(reading), ...clothes(reading), ...listed(reading, 'mark'), ...listed(reading, 'item')];

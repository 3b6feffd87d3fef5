// How tall the child is: in metres and centimetres, or in feet and inches.
import { cueAt, finding, hasCue, isOfOther, kindAt, type Finding, type Reading } from './reading.js';

const SHORTEST = 40;
const TALLEST = 220;

const glued = (reading: Reading, at: number, signs: RegExp): boolean => signs.test(reading.tokens[at]?.raw ?? '') && reading.tokens[at]!.glued;

/** 165 cm, 1.65 m, 1,65 m, 1m65. @returns centimetres and the token behind. */
const heightAt = (reading: Reading, at: number): { height: number; to: number } | undefined => {
  const [own, first, second, third] = [0, 1, 2, 3].map((step) => reading.tokens[at + step]);
  const isCentimetres = (key = '') => key === 'cm' || key === 'εκ' || key === 'εκατοστα' || key === 'centimetres' || key === 'centimetri' || key === 'centimetros';
  const isMetres = (key = '') => ['m', 'meter', 'metres', 'metre', 'metri', 'metros', 'metra', 'metara', 'μ', 'μετρα'].includes(key);
  if (own?.raw.length === 3 || own?.raw.length === 2) return isCentimetres(first?.key) ? { height: Number(own.raw), to: at + 2 } : undefined;
  if (own?.raw.length !== 1 || second?.kind !== 'number' || second.raw.length !== 2) return undefined;
  if (glued(reading, at + 1, /^[.,]$/u) && isMetres(third?.key)) return { height: Number(own.raw) * 100 + Number(second.raw), to: at + 4 };
  return first?.key === 'm' && second.glued ? { height: Number(own.raw) * 100 + Number(second.raw), to: at + 3 } : undefined;
};

const CENTIMETRES_OF_AN_INCH = 2.54;
const FOOT = /^['’′]$/u;
const INCH = /^["”″]$/u;

/** Behind the feet: the token of the inches. A mark behind degrees is one of arc. */
const inchesAt = (reading: Reading, at: number): number | undefined => {
  if (glued(reading, at + 1, FOOT)) return reading.tokens[at - 1]?.raw === '°' || !reading.tokens[at + 2]?.glued ? undefined : at + 2;
  const word = cueAt(reading, glued(reading, at + 1, /^-$/u) ? at + 2 : at + 1, 'foot');
  const isJoined = word && (/^[.-]$/u.test(reading.tokens[word.to]?.raw ?? '') || hasCue(reading, word.to, 'and'));
  return word && (isJoined ? word.to + 1 : word.to);
};

/** 4'8", 4 ft 8 in, 4 Fuß 8 Zoll; 4 ft 8, but not 4 ft 8 years. */
const feetAndInches = (reading: Reading, at: number): { height: number; to: number } | undefined => {
  const inches = reading.tokens[at]!.raw.length === 1 ? inchesAt(reading, at) : undefined;
  const token = inches === undefined ? undefined : reading.tokens[inches];
  if (inches === undefined || token?.kind !== 'number' || Number(token.raw) > 11 || kindAt(reading, inches + 1, 'unit')) return undefined;
  const to = INCH.test(reading.tokens[inches + 1]?.raw ?? '') ? inches + 2 : cueAt(reading, inches + 1, 'inch')?.to ?? inches + 1;
  return { height: Math.round((12 * Number(reading.tokens[at]!.raw) + Number(token.raw)) * CENTIMETRES_OF_AN_INCH), to };
};

export const readHeights = (reading: Reading): Finding[] => reading.tokens.flatMap(({ kind }, at) => {
  const found = kind === 'number' && !isOfOther(reading, at) ? heightAt(reading, at) ?? feetAndInches(reading, at) : undefined;
  return found && found.height >= SHORTEST && found.height <= TALLEST ? [finding(reading, 'height', { '/children/0/heightCm': found.height }, at, found.to)] : [];
});

// A text of labelled lines, as we write them of a case ourselves: `Hair: dark brown, ponytail`. A line counts where all of it is understood, and is then no prose; of several children each has its own lines.
import { LINES, labelled, partsOf, piece, type Piece } from './form-lines.js';
import type { Finding } from './reading.js';
import { MOST_CHARACTERS } from './text.js';
import { keyOf, writtenIn, type Label, type Written } from './written.js';

const MOST_LINES = 300;
const LONGEST_LINE = 1_000;

/** Lines of one child, vehicle or suspect. The first kind of line begins the next one, and so does one that has been. */
const RECORDS: readonly { first?: Label; labels: ReadonlySet<Label> }[] = [
  { first: 'vehicle', labels: new Set<Label>(['vehicle', 'plate']) }, { first: 'suspect', labels: new Set<Label>(['suspect', 'caution']) },
];

const linesOf = (text: string): Piece[] => {
  let at = 0;
  return text.slice(0, MOST_CHARACTERS).split('\n', MOST_LINES).flatMap((line) => {
    const own = piece(line, at);
    at += line.length + 1;
    return own.text === '' || own.text.length > LONGEST_LINE ? [] : [own];
  });
};

export interface Form {
  findings: Finding[];
  /** Whether what stands at an offset is read here, and not as prose. */
  covers(at: number): boolean;
  /** More than one child, each by its number. */
  isOfSeveral: boolean;
  /** How many lines. */
  understood: number;
}

/** Which child, vehicle and suspect the lines are about. */
const counter = () => {
  let child = 0;
  const counts = RECORDS.map(() => ({ index: 0, had: new Set<Label>() }));
  return {
    begin: (index: number): void => { child = index; },
    indexOf: (label: Label): number => {
      const record = RECORDS.findIndex(({ labels }) => labels.has(label));
      if (record < 0) return label === 'last-seen' || label === 'destination' ? 0 : child;
      const count = counts[record]!;
      if (count.had.size > 0 && (label === RECORDS[record]!.first || count.had.has(label))) { count.index += 1; count.had.clear(); }
      count.had.add(label);
      return count.index;
    },
  };
};

const readIn = (lines: readonly Piece[], written: Written): Form => {
  const count = counter();
  const [findings, covered, children]: [Finding[], Piece[], Set<number>] = [[], [], new Set()];
  for (const line of lines) {
    const child = written.find('numbered', line.text);
    if (child === children.size) { count.begin(child); children.add(child); covered.push(line); continue; }
    if (written.isPhrase(line.text)) { covered.push(line); continue; }
    const own = labelled(line, written);
    const told = own && LINES[own.label]?.(own.value, written);
    if (!told) continue;
    const index = count.indexOf(own.label);
    covered.push(line);
    findings.push(...told.map(({ topic, leaves, piece: { text, at } }) => ({ topic, leaves, at, end: at + text.length, index })));
  }
  return { findings, covers: (at) => covered.some((line) => at >= line.at && at < line.at + line.text.length), isOfSeveral: children.size > 1, understood: covered.length };
};

const NO_FORM: Form = { findings: [], covers: () => false, isOfSeveral: false, understood: 0 };

/** @param languages BCP 47, in which it may be written: which it is, what is understood tells. */
export const readForm = (text: string, languages: readonly string[]): Form => {
  const lines = linesOf(text);
  const forms = writtenIn(languages).map((written) => readIn(lines, written));
  return forms.reduce((best, form) => (form.understood > best.understood ? form : best), NO_FORM);
};

const isSaidIn = (description: string, list: Piece): boolean => {
  const key = keyOf(description);
  return partsOf(list).every(({ text }) => key.includes(keyOf(text)));
};

/** Our headline over our lines: which of the words behind its colon are a name and which a place, the lines tell. */
export const headingForm = (headline: string, description: string, languages: readonly string[]): Form => {
  const colon = headline.indexOf(':');
  const kind = headline.slice(0, Math.max(0, colon)).split('. ').at(-1)!;
  const isOurs = headline.length <= LONGEST_LINE && writtenIn(languages).some(({ find }) => find('kinds', kind)) && isSaidIn(description, piece(headline.slice(colon + 1), colon + 1));
  return { ...NO_FORM, covers: (at) => isOurs && at > colon };
};

// What the desk that receives a child alert from another European country needs in order to act on it. Ours, until the centres agree on one.
import type { Alert, Info, Resource } from '../../model/generated/alert.js';
import { languageOf } from '../../model/language-of.js';
import { informs, isBlank, lacking, named, valuesOf, when, type Profile, type ProfileRule } from './profile.js';

const DESK = 'AlertBridge: what a duty desk asks for first';

/** Beginnings of the words for child, minor, missing and abduction in the languages of Europe. English "minor" is left out: storms are minor too. */
const CHILD_WORDS = [
  'child', 'missing', 'abduct', 'kidnap', 'amber', 'enfant', 'mineur', 'enlèvement', 'disparition', 'kind', 'vermis', 'entführ', 'ontvoer', 'niñ', 'menor', 'secuestr', 'sustracci', 'crianç', 'rapto', 'bambin', 'minore', 'scompars', 'rapiment',
  'copil', 'răpir', 'dispăr', 'gyermek', 'gyerek', 'eltűn', 'dziec', 'zaginię', 'porwan', 'dítě', 'dítěte', 'pohřeš', 'únos', 'dieť', 'otrok', 'ugrabit', 'pogreš', 'dijete', 'dete(?!r)', 'nestal', 'otmic', 'fëmij', 'mitur', 'zhduk', 'rrëmb',
  'παιδ', 'ανήλικ', 'εξαφάν', 'απαγωγ', 'дете', 'дитин', 'ребен', 'отвлич', 'отмиц', 'нестал', 'зник', 'викраден', 'barn', 'försvun', 'forsvun', 'savnet', 'laps', 'kadon', 'bērn', 'pazud', 'vaik', 'dingęs', 'çocuk', 'kayıp', 'tfal', 'páist', 'leanbh',
];

const CHILD_WORD = new RegExp(`(?<!\\p{L})(?:${CHILD_WORDS.join('|')})`, 'iu');

const IMAGE = /^image\//i;
const CHILD_ABDUCTION_EMERGENCY = 'CAE';

const isImage = ({ mimeType }: Resource): boolean => mimeType !== undefined && IMAGE.test(mimeType);

const namesAChild = ({ event, eventCode }: Info, alert: Alert): boolean =>
  alert.case !== undefined || valuesOf(eventCode, named('SAME')).includes(CHILD_ABDUCTION_EMERGENCY) || CHILD_WORD.test(event ?? '');

const hasWayToAnswer = ({ contact, web }: Info, alert: Alert): boolean => !isBlank(contact) || !isBlank(web) || !isBlank(alert.case?.tipLines);

type Desk<T> = Pick<ProfileRule<T>, 'id' | 'level' | 'says' | 'breaks'>;

const isSame = (one: Info, other: Info): boolean => languageOf(one).toLowerCase() === languageOf(other).toLowerCase();

/** Only an Alert or Update has to say all this: a Cancel is as good with a word as with none. */
const asked = <T>({ breaks, ...rule }: Desk<T>): ProfileRule<T> =>
  ({ ...rule, source: DESK, standing: 'assumed', breaks: (it, alert) => (informs(alert) ? breaks(it, alert) : []) });

const OF_ALERT: readonly Desk<Alert>[] = [
  { id: 'CHILD_01', level: 'error', says: 'A child alert has an info block.', breaks: lacking<Alert>('info') },
  { id: 'CHILD_02', level: 'warning', says: 'Each language has one info block.',
    breaks: ({ info = [] }) => info.flatMap((one, i) => when(info.findIndex((other) => isSame(other, one)) < i, `info/${i}`)) },
];

const OF_INFO: readonly Desk<Info>[] = [
  { id: 'CHILD_03', level: 'error', says: 'The event says that this is about a child.', breaks: (info, alert) => when(!namesAChild(info, alert), 'event') },
  { id: 'CHILD_04', level: 'error', says: 'Headline and description say who is missing and what happened.', breaks: lacking<Info>('headline', 'description') },
  { id: 'CHILD_05', level: 'error', says: 'A telephone or web address says where people turn to: contact, web or a tip line.', breaks: (info, alert) => when(!hasWayToAnswer(info, alert), 'contact') },
  { id: 'CHILD_06', level: 'error', says: 'An area, or the possible countries in the case, say where to look.',
    breaks: ({ area }, alert) => when(isBlank(area) && isBlank(alert.case?.possibleCountries), 'area') },
  { id: 'CHILD_07', level: 'warning', says: 'The instruction says what people are to do.', breaks: lacking<Info>('instruction') },
  { id: 'CHILD_08', level: 'warning', says: 'The information has an end.', breaks: lacking<Info>('expires') },
  { id: 'CHILD_09', level: 'warning', says: 'senderName says whose alert it is.', breaks: lacking<Info>('senderName') },
  { id: 'CHILD_10', level: 'warning', says: 'The language is named; where it is not, readers take the text for American English.', breaks: lacking<Info>('language') },
  { id: 'CHILD_11', level: 'warning', says: 'There is a picture of the child.', breaks: ({ resource }) => when(!(resource ?? []).some(isImage), 'resource') },
  { id: 'CHILD_12', level: 'warning', says: 'The urgency of a child alert is Immediate, its severity Extreme or Severe, its certainty Observed or Likely.',
    breaks: ({ urgency, severity, certainty }) => [
      ...when(urgency !== 'Immediate', 'urgency'), ...when(severity !== 'Extreme' && severity !== 'Severe', 'severity'), ...when(certainty !== 'Observed' && certainty !== 'Likely', 'certainty'),
    ] },
];

const OF_RESOURCE: readonly Desk<Resource>[] = [
  { id: 'CHILD_13', level: 'warning', says: 'A picture comes with its size and digest, so that the desk knows it has the right one.', breaks: (resource) => (isImage(resource) ? lacking<Resource>('size', 'digest')(resource) : []) },
];

export const CHILD_ALERT_EU: Profile = {
  id: 'child-alert-eu',
  name: 'Child alert between European countries',
  source: 'AlertBridge, from what alerts of national systems hold; no centre has confirmed it yet',
  rules: { alert: OF_ALERT.map(asked), info: OF_INFO.map(asked), resource: OF_RESOURCE.map(asked) },
};

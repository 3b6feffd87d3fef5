// What every form of a country without a feed holds, once for all of them: each field's place in the common model, its kind, and the key of its label.

export type Kind =
  | 'text' | 'id' | 'number' | 'age' | 'height' | 'weight' | 'year' | 'size' | 'yes' | 'code' | 'country' | 'language' | 'uri' | 'mimeType'
  | 'sha256' | 'sha1' | 'date' | 'moment' | 'seen' | 'point' | 'circle' | 'polygon';

/** One value, or with `list` several. `common` is a pointer from the place of what holds it; `of` names the code list; `needs` a field it says nothing without. */
export interface FormField { label: string; common: string; kind: Kind; of?: string; list?: true; required?: true; needs?: string; hint?: string }

/** Fields that stand together; with `list` there may be several of the kind. */
export interface FormGroup { label: string; common: string; list?: true; fields: readonly FormPart[] }

export type FormPart = FormField | FormGroup;

const text = (label: string, common: string, more: Partial<FormField> = {}): FormField => ({ label, common, kind: 'text', ...more });
const field = (kind: Kind, label: string, common: string, more: Partial<FormField> = {}): FormField => ({ label, common, kind, ...more });
const code = (label: string, common: string, of: string, more: Partial<FormField> = {}): FormField => ({ label, common, kind: 'code', of, ...more });
const group = (label: string, common: string, fields: readonly FormPart[]): FormGroup => ({ label, common, fields });
const groups = (label: string, common: string, fields: readonly FormPart[]): FormGroup => ({ label, common, fields, list: true });

const LIST = { list: true } as const;
const REQUIRED = { required: true } as const;

const PERSON = [
  text('given', '/name/given'),
  text('family', '/name/family'),
  text('fullName', '/name/full', { hint: 'the whole name, where it is not known which part is which.' }),
  field('age', 'age', '/age/value'),
  code('ageUnit', '/age/unit', 'ageUnit', { needs: 'age', hint: 'years where it is not told.' }),
  field('yes', 'ageApproximate', '/age/approximate', { needs: 'age' }),
  code('sex', '/sex', 'sex'),
];

const CHILD = [
  ...PERSON,
  text('aliases', '/aliases', LIST),
  field('date', 'dateOfBirth', '/dateOfBirth'),
  field('country', 'nationality', '/nationality', LIST),
  field('height', 'heightCm', '/heightCm'),
  field('weight', 'weightKg', '/weightKg'),
  text('hairColour', '/hair/colour'),
  text('hairStyle', '/hair/style'),
  text('eyes', '/eyes'),
  text('marks', '/marks', LIST),
  groups('clothing', '/clothing', [text('garment', '/garment'), text('colour', '/colour'), text('pattern', '/pattern')]),
  text('items', '/items', LIST),
  field('language', 'languages', '/languages', LIST),
  text('vulnerability', '/vulnerability', LIST),
  groups('photo', '/photos', [
    field('uri', 'address', '/uri', REQUIRED),
    field('mimeType', 'mimeType', '/mimeType'),
    field('sha256', 'digest', '/digest'),
    field('yes', 'placeholder', '/placeholder', { hint: 'the picture only stands for a missing photo.' }),
  ]),
];

const NAMED_VALUE = [text('kind', '/valueName', REQUIRED), text('value', '/value', REQUIRED)];

const CASE: readonly FormPart[] = [
  text('caseNumber', '/number'),
  code('tier', '/tier', 'tier'),
  code('category', '/category', 'category'),
  groups('child', '/children', CHILD),
  group('lastSeen', '/lastSeen', [
    field('seen', 'time', '/at'), text('place', '/place'), field('country', 'country', '/country'), field('point', 'point', '/point'),
  ]),
  groups('suspect', '/suspects', [...PERSON, text('relation', '/relation'), text('description', '/description'), text('caution', '/caution', LIST)]),
  groups('vehicle', '/vehicles', [
    text('kind', '/type'), text('make', '/make'), text('model', '/model'), field('year', 'year', '/year'), text('colour', '/colour'), text('plate', '/plate'),
    field('country', 'plateCountry', '/plateCountry'),
  ]),
  field('country', 'possibleCountries', '/possibleCountries', LIST),
  groups('criterion', '/criteria', [text('name', '/id', REQUIRED), field('yes', 'met', '/met', REQUIRED), text('by', '/by')]),
  group('consent', '/consent', [
    field('yes', 'mayName', '/name'), field('yes', 'mayPhoto', '/photo'), text('by', '/by'), text('reference', '/reference'),
  ]),
  group('authority', '/authority', [
    text('name', '/name'), text('reference', '/decision'), text('legalBasis', '/legalBasis'), field('moment', 'time', '/at'),
  ]),
  groups('tipLine', '/tipLines', [text('phone', '/phone', REQUIRED), text('kind', '/kind')]),
  groups('related', '/relatedPersons', [text('name', '/name', REQUIRED), code('relation', '/kind', 'related', REQUIRED)]),
  group('outcome', '/outcome', [text('result', '/result'), text('foundBy', '/foundBy'), field('moment', 'time', '/at')]),
];

const AREA = [
  text('description', '/areaDesc', REQUIRED),
  field('circle', 'circle', '/circle', LIST),
  field('polygon', 'polygon', '/polygon', LIST),
  groups('geocode', '/geocode', NAMED_VALUE),
];

const RESOURCE = [
  text('description', '/resourceDesc', REQUIRED),
  field('mimeType', 'mimeType', '/mimeType', REQUIRED),
  field('size', 'size', '/size'),
  field('uri', 'address', '/uri'),
  field('sha1', 'digest', '/digest'),
];

/** What the desk wrote, in one language. */
const TEXT = [
  field('language', 'language', '/language'),
  text('event', '/event'),
  text('senderName', '/senderName'),
  text('headline', '/headline'),
  text('description', '/description'),
  text('instruction', '/instruction'),
  field('uri', 'web', '/web'),
  text('contact', '/contact'),
];

/** The form, in the order in which it is written. What stands under `/info/*` outside the texts is told once for all of them. */
export const FORM: readonly FormPart[] = [
  field('id', 'identifier', '/identifier', REQUIRED),
  field('id', 'sender', '/sender', REQUIRED),
  field('moment', 'sent', '/sent', REQUIRED),
  code('status', '/status', 'status', REQUIRED),
  code('msgType', '/msgType', 'msgType', REQUIRED),
  code('scope', '/scope', 'scope', { hint: 'public where it is not told.' }),
  text('restriction', '/restriction'),
  text('addresses', '/addresses', LIST),
  text('source', '/source'),
  text('note', '/note'),
  groups('refersTo', '/references', [field('id', 'sender', '/sender', REQUIRED), field('id', 'identifier', '/identifier', REQUIRED), field('moment', 'sent', '/sent', REQUIRED)]),
  text('incidents', '/incidents', LIST),
  ...CASE.map((part): FormPart => ({ ...part, common: `/case${part.common}` })),
  field('moment', 'effective', '/info/*/effective'),
  field('moment', 'expires', '/info/*/expires'),
  code('urgency', '/info/*/urgency', 'urgency'),
  code('severity', '/info/*/severity', 'severity'),
  code('certainty', '/info/*/certainty', 'certainty'),
  groups('eventCode', '/info/*/eventCode', NAMED_VALUE),
  groups('area', '/info/*/area', AREA),
  groups('resource', '/info/*/resource', RESOURCE),
  groups('text', '/info', TEXT),
];

/** What CAP wants and a form need not tell. The language and the usual event are the country's. */
export const USUAL: Readonly<Record<string, unknown>> = {
  '/scope': 'Public',
  '/case/children/*/age/unit': 'year',
  '/case/suspects/*/age/unit': 'year',
  '/info/*/category': ['Rescue'],
  '/info/*/responseType': ['Monitor'],
  '/info/*/urgency': 'Immediate',
  '/info/*/severity': 'Severe',
  '/info/*/certainty': 'Observed',
};

const ONCE = 'The form tells this once for all its texts, as in the first.';

/** What no form carries: the same for all of them. */
export const LOSSES = [
  { path: '/code/**', reason: 'The form has no place for codes of other profiles.' },
  { path: '/info/*/category/**', reason: 'The form is for rescue only.' },
  { path: '/info/*/responseType/**', reason: 'The form\'s instruction says what to do.' },
  { path: '/info/*/audience', reason: 'The form has no place for the audience.' },
  { path: '/info/*/onset', reason: 'The form tells when the child was last seen instead.' },
  { path: '/info/*/parameter/**', reason: 'The form has no place for parameters of other profiles.' },
  ...['urgency', 'severity', 'certainty', 'effective', 'expires', 'eventCode/**'].map((name) => ({ path: `/info/*/${name}`, reason: ONCE })),
  { path: '/info/*/area/*/altitude', reason: 'The form has no place for heights.' },
  { path: '/info/*/area/*/ceiling', reason: 'The form has no place for heights.' },
  { path: '/info/*/area/**', reason: ONCE },
  { path: '/info/*/resource/*/derefUri', reason: 'The form carries links, not content.' },
  { path: '/info/*/resource/**', reason: ONCE },
  { path: '/case/lastSeen/at', reason: 'The time is cut off at its precision.' },
  { path: '/case/lastSeen/precision', reason: 'The form is as precise as the time it tells.' },
];

// The Albanian form's fields and words and what they are in the common model, as data. Both directions read these tables.
import { coded, codes, list, part, type Alert, type Case, type Codec, type Info, type LastSeen, type MsgType, type Sex, type Shape, type Status } from '../../src/adapter/kit.js';

export const FORM_ID = 'alarm-femije-1';

type Relation = NonNullable<Case['relatedPersons']>[number]['kind'];

const STATUS = codes<Status>({ Actual: 'Real', Exercise: 'Ushtrim', System: 'Sistem', Test: 'Test', Draft: 'Draft' });
const MSG_TYPE = codes<MsgType>({ Alert: 'Alarm', Update: 'Përditësim', Cancel: 'Anulim', Ack: 'Konfirmim marrjeje', Error: 'Gabim' });
const SCOPE = codes<Alert['scope']>({ Public: 'Publike', Restricted: 'E kufizuar', Private: 'Private' });
const TIER = codes<NonNullable<Case['tier']>>({ amber: 'AMBER', 'endangered-missing': 'Fëmijë i zhdukur në rrezik' });
const CATEGORY = codes<NonNullable<Case['category']>>({
  'criminal-abduction': 'Rrëmbim',
  'parental-abduction': 'Rrëmbim nga prindi',
  runaway: 'Largim nga shtëpia',
  'missing-in-migration': 'Zhdukje gjatë migrimit',
  'lost-injured': 'Humbje ose lëndim',
  other: 'Tjetër',
});
const SEX = codes<Sex>({ female: 'Femër', male: 'Mashkull', other: 'Tjetër', unknown: 'E panjohur' });
const AGE_UNIT = codes<'year' | 'month'>({ year: 'vjeç', month: 'muaj' });
const PRECISION = codes<NonNullable<LastSeen['precision']>>({ minute: 'minutë', hour: 'orë', day: 'ditë', month: 'muaj', year: 'vit' });
const RELATION = codes<Relation>({ sibling: 'Vëlla ose motër', parent: 'Prind', other: 'Tjetër' });
const URGENCY = codes<Info['urgency']>({ Immediate: 'E menjëhershme', Expected: 'E pritshme', Future: 'E ardhshme', Past: 'E kaluar', Unknown: 'E panjohur' });
const SEVERITY = codes<Info['severity']>({ Extreme: 'Ekstreme', Severe: 'E lartë', Moderate: 'Mesatare', Minor: 'E ulët', Unknown: 'E panjohur' });
const CERTAINTY = codes<Info['certainty']>({ Observed: 'E vërtetuar', Likely: 'Me gjasë', Possible: 'E mundur', Unlikely: 'Pak e mundur', Unknown: 'E panjohur' });

/** CAP 1.2, 3.3.2: UTC is written `-00:00`, never `Z`. */
const TIME: Codec = { toModel: (time) => String(time).replace(/(?:Z|\+00:00)$/, '-00:00'), toNational: (time) => time };

/** Named on the form, because half of the world writes longitude first. */
const POINT: Codec = {
  toModel: (point) => { const { gjerësia, gjatësia } = point as Record<string, number>; return [gjerësia, gjatësia]; },
  toNational: (point) => { const [gjerësia, gjatësia] = point as number[]; return { gjerësia, gjatësia }; },
};

const AGE = { mosha: 'age/value', moshaNë: coded('age/unit', AGE_UNIT), moshaEPërafërt: 'age/approximate' };
const NAME = { emri: 'name/given', mbiemri: 'name/family', emriIPlotë: 'name/full' };

const PHOTO: Shape = { lidhja: 'uri', lloji: 'mimeType', gjurma: 'digest', zëvendësuese: 'placeholder' };

const CHILD: Shape = {
  ...NAME,
  ...AGE,
  nofkat: 'aliases',
  ditëlindja: 'dateOfBirth',
  gjinia: coded('sex', SEX),
  shtetësia: 'nationality',
  gjatësiaCm: 'heightCm',
  peshaKg: 'weightKg',
  flokët: part('hair', { ngjyra: 'colour', modeli: 'style' }),
  sytë: 'eyes',
  shenjat: 'marks',
  veshja: list('clothing', { rroba: 'garment', ngjyra: 'colour', motivi: 'pattern' }),
  sendet: 'items',
  gjuhët: 'languages',
  cenueshmëria: 'vulnerability',
  fotot: list('photos', PHOTO),
};

const SUSPECT: Shape = { ...NAME, ...AGE, gjinia: coded('sex', SEX), lidhjaMeFëmijën: 'relation', përshkrimi: 'description', kujdes: 'caution' };

const VEHICLE: Shape = { lloji: 'type', marka: 'make', modeli: 'model', viti: 'year', ngjyra: 'colour', targa: 'plate', shtetiITargës: 'plateCountry' };

const LAST_SEEN: Shape = { koha: 'at', saktësia: coded('precision', PRECISION), vendi: 'place', shteti: 'country', pika: coded('point', POINT) };

const CASE: Shape = {
  numriIÇështjes: 'number',
  niveli: coded('tier', TIER),
  kategoria: coded('category', CATEGORY),
  fëmijët: list('children', CHILD),
  heraEFundit: part('lastSeen', LAST_SEEN),
  personatEDyshuar: list('suspects', SUSPECT),
  mjetet: list('vehicles', VEHICLE),
  vendetEMundshme: 'possibleCountries',
  kriteret: list('criteria', { kriteri: 'id', plotësuar: 'met', nga: 'by' }),
  pëlqimi: part('consent', { emri: 'name', foto: 'photo', nga: 'by', referenca: 'reference' }),
  kontaktet: list('tipLines', { telefoni: 'phone', lloji: 'kind' }),
  personatELidhur: list('relatedPersons', { emri: 'name', lidhja: coded('kind', RELATION) }),
  përfundimi: part('outcome', { rezultati: 'result', gjeturNga: 'foundBy', koha: 'at' }),
};

const REFERENCE: Shape = { dërguesi: 'sender', numriReferencës: 'identifier', dërguarMë: coded('sent', TIME) };

const NAMED_VALUE: Shape = { lloji: 'valueName', vlera: 'value' };

const inCase = (shape: Shape): Shape =>
  Object.fromEntries(Object.entries(shape).map(([key, field]) => [key, typeof field === 'string' ? `case/${field}` : { ...field, path: `case/${field.path}` }]));

/** The form itself, from the alert's root. */
export const FORM: Shape = {
  numriReferencës: 'identifier',
  dërguesi: 'sender',
  dërguarMë: coded('sent', TIME),
  statusi: coded('status', STATUS),
  lloji: coded('msgType', MSG_TYPE),
  përhapja: coded('scope', SCOPE),
  kufizimi: 'restriction',
  marrësit: 'addresses',
  shënim: 'note',
  referon: list('references', REFERENCE),
  rastet: 'incidents',
  // CAP's source is "a particular operator" of the sender: on this form the police directorate.
  autoriteti: part('', { emri: 'case/authority/name', drejtoria: 'source', vendimi: 'case/authority/decision', bazaLigjore: 'case/authority/legalBasis', koha: 'case/authority/at' }),
  ...inCase(CASE),
};

/** What the form tells once and CAP in every info block. */
export const SHARED: Shape = {
  vlenNga: coded('effective', TIME),
  vlenDeri: coded('expires', TIME),
  urgjenca: coded('urgency', URGENCY),
  rrezikshmëria: coded('severity', SEVERITY),
  siguria: coded('certainty', CERTAINTY),
  kodetENgjarjes: list('eventCode', NAMED_VALUE),
  zona: list('area', { përshkrimi: 'areaDesc', rrathët: 'circle', poligonet: 'polygon', kodet: list('geocode', NAMED_VALUE) }),
  bashkëngjitjet: list('resource', { përshkrimi: 'resourceDesc', lloji: 'mimeType', madhësia: 'size', lidhja: 'uri', gjurma: 'digest' }),
};

/** What the desk wrote, in one language; one info block each. */
export const TEXT: Shape = {
  gjuha: 'language',
  ngjarja: 'event',
  njësia: 'senderName',
  titulli: 'headline',
  rrethanat: 'description',
  udhëzime: 'instruction',
  lidhja: 'web',
  kontakti: 'contact',
};

export const EVENTS: Readonly<Record<NonNullable<Case['category']>, string>> = {
  'criminal-abduction': 'Rrëmbim fëmije',
  'parental-abduction': 'Rrëmbim fëmije nga prindi',
  runaway: 'Fëmijë i larguar nga shtëpia',
  'missing-in-migration': 'Fëmijë i zhdukur gjatë migrimit',
  'lost-injured': 'Fëmijë i humbur ose i lënduar',
  other: 'Fëmijë i zhdukur',
};

/** What CAP wants in every info block and the form need not tell. */
export const DEFAULTS = {
  language: 'sq',
  category: ['Rescue'],
  event: EVENTS.other,
  responseType: ['Monitor'],
  urgency: 'Immediate',
  severity: 'Severe',
  certainty: 'Observed',
} as const satisfies Partial<Record<keyof Info, unknown>>;

export const AMBER_SEVERITY: Info['severity'] = 'Extreme';

export const PHOTO_TITLE = 'Foto e fëmijës';

export const TEST_WORDS: readonly (readonly [RegExp, Status])[] = [
  [/(?<!\p{L})(?:test|testim|provë)(?!\p{L})/iu, 'Test'],
  [/(?<!\p{L})(?:ushtrim|ushtrimi|stërvitje)(?!\p{L})/iu, 'Exercise'],
];

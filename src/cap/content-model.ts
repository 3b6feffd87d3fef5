// What a CAP 1.2 message is made of, as data: names in their order, how often, of which type, and the rule that says so.

/** Lexical types. `time` is CAP's own narrow dateTime; a list of texts is an enumeration; `list` and `references` stand in one element; `pair` is the `name=value` of CAP 1.0, `old-references` its `identifier/sender`. */
export type FieldType = 'text' | 'time' | 'language' | 'uri' | 'integer' | 'decimal' | 'list' | 'references' | 'old-references' | 'pair' | readonly string[];

export interface Field {
  name: string;
  /** Rule id (section 3 of OASIS CAP 1.2, numbered by this project) for its number and type. */
  rule: string;
  occurs: '1' | '0..1' | '1..*' | '0..*';
  type: FieldType;
  /** The content model of an element that has children. */
  fields?: readonly Field[];
}

export const CAP_1_2 = 'urn:oasis:names:tc:emergency:cap:1.2';
export const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#';

const one = (name: string, rule: string, type: FieldType = 'text'): Field => ({ name, rule, occurs: '1', type });
const optional = (name: string, rule: string, type: FieldType = 'text'): Field => ({ name, rule, occurs: '0..1', type });
const any = (name: string, rule: string, type: FieldType = 'text'): Field => ({ name, rule, occurs: '0..*', type });
const anyOf = (name: string, rule: string, fields: readonly Field[]): Field => ({ name, rule, occurs: '0..*', type: 'text', fields });
const namedValues = (name: string, rule: string): Field => anyOf(name, rule, [one('valueName', rule), one('value', rule)]);

const RESOURCE: readonly Field[] = [
  one('resourceDesc', 'R02'),
  one('mimeType', 'R03'),
  optional('size', 'R05', 'integer'),
  optional('uri', 'R07', 'uri'),
  optional('derefUri', 'R09'),
  optional('digest', 'R12'),
];

const AREA: readonly Field[] = [
  one('areaDesc', 'G02'),
  any('polygon', 'G03'),
  any('circle', 'G09'),
  namedValues('geocode', 'G11'),
  optional('altitude', 'G13', 'decimal'),
  optional('ceiling', 'G14', 'decimal'),
];

const INFO: readonly Field[] = [
  optional('language', 'I01', 'language'),
  { ...any('category', 'I04', ['Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire', 'Health', 'Env', 'Transport', 'Infra', 'CBRNE', 'Other']), occurs: '1..*' },
  one('event', 'I05'),
  any('responseType', 'I06', ['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Avoid', 'Monitor', 'Assess', 'AllClear', 'None']),
  one('urgency', 'I08', ['Immediate', 'Expected', 'Future', 'Past', 'Unknown']),
  one('severity', 'I09', ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown']),
  one('certainty', 'I10', ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown']),
  optional('audience', 'I12'),
  namedValues('eventCode', 'I13'),
  optional('effective', 'I15', 'time'),
  optional('onset', 'I16', 'time'),
  optional('expires', 'I17', 'time'),
  optional('senderName', 'I19'),
  optional('headline', 'I19'),
  optional('description', 'I19'),
  optional('instruction', 'I19'),
  optional('web', 'I21', 'uri'),
  optional('contact', 'I19'),
  namedValues('parameter', 'I22'),
  anyOf('resource', 'R01', RESOURCE),
  anyOf('area', 'G01', AREA),
];

export const ALERT: readonly Field[] = [
  one('identifier', 'A01'),
  one('sender', 'A04'),
  one('sent', 'A06', 'time'),
  one('status', 'A10', ['Actual', 'Exercise', 'System', 'Test', 'Draft']),
  one('msgType', 'A13', ['Alert', 'Update', 'Cancel', 'Ack', 'Error']),
  optional('source', 'A16'),
  one('scope', 'A17', ['Public', 'Restricted', 'Private']),
  optional('restriction', 'A18'),
  optional('addresses', 'A21', 'list'),
  any('code', 'A25'),
  optional('note', 'A26'),
  optional('references', 'A27', 'references'),
  optional('incidents', 'A31', 'list'),
  anyOf('info', 'A32', INFO),
];

export const isRepeatable = (field: Field): boolean => field.occurs.endsWith('*');
export const isRequired = (field: Field): boolean => field.occurs.startsWith('1');
export const isEnumeration = (type: FieldType): type is readonly string[] => typeof type !== 'string';

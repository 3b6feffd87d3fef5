// An XML Schema made from the content model, so that another engine can judge what we judge even where OASIS's own schema is not at hand.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ParseOption, XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { ALERT, CAP_1_2, isEnumeration, isRepeatable, isRequired, XMLDSIG, type Field, type FieldType } from '../../src/cap/content-model.js';
import { escapeXml } from '../../src/format/xml.js';

const TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+\-]\d\d:\d\d`;

const restriction = (base: string, facets: string): string => `<xs:simpleType><xs:restriction base="xs:${base}">${facets}</xs:restriction></xs:simpleType>`;

const NAMED: Readonly<Record<Exclude<FieldType, readonly string[] | 'time'>, string>> = {
  text: 'string', list: 'string', references: 'string', 'old-references': 'string', pair: 'string', language: 'language', uri: 'anyURI', integer: 'integer', decimal: 'decimal',
};

const occurrence = (field: Field): string => `minOccurs="${isRequired(field) ? 1 : 0}" maxOccurs="${isRepeatable(field) ? 'unbounded' : 1}"`;

const sequence = (fields: readonly Field[], behind = ''): string => `<xs:complexType><xs:sequence>${fields.map(declared).join('')}${behind}</xs:sequence></xs:complexType>`;

const declared = (field: Field): string => {
  const { name, type, fields } = field;
  const of = (content: string): string => `<xs:element name="${name}" ${occurrence(field)}>${content}</xs:element>`;
  if (fields) return of(sequence(fields));
  if (isEnumeration(type)) return of(restriction('string', type.map((value) => `<xs:enumeration value="${value}"/>`).join('')));
  if (type === 'time') return of(restriction('dateTime', `<xs:pattern value="${TIME}"/>`));
  // An empty language is taken, because it stands for the default one.
  return `<xs:element name="${name}" ${occurrence(field)} type="xs:${NAMED[type]}"${type === 'language' ? ' default="en-US"' : ''}/>`;
};

/** What the content model says, as a schema of CAP 1.2. */
export const schemaOfModel = (): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${CAP_1_2}" xmlns="${CAP_1_2}" elementFormDefault="qualified"><xs:element name="alert">${
    sequence(ALERT, `<xs:any namespace="${XMLDSIG}" processContents="lax" minOccurs="0" maxOccurs="unbounded"/>`)}</xs:element></xs:schema>`;

/** OASIS's own, undefined where it does not lie beside the project. */
export const oasisSchema = (version = '1.2'): string | undefined => {
  const file = fileURLToPath(new URL(`../../../shared/cap/CAP-v${version}.xsd`, import.meta.url));
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
};

/** `unreadable`: not well-formed; a list: what the schema has against it, empty where nothing. */
export type Verdict = 'unreadable' | string[];

const readWith = (xml: Uint8Array): XmlDocument | undefined => {
  try {
    return XmlDocument.fromBuffer(xml, { option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_HUGE });
  } catch {
    return undefined;
  }
};

/** A judge by one schema. The schema stays in memory as long as the process. */
export const judgeBy = (schema: string): ((xml: Uint8Array) => Verdict) => {
  const validator = XsdValidator.fromDoc(XmlDocument.fromString(schema));
  return (xml) => {
    const document = readWith(xml);
    if (!document) return 'unreadable';
    try {
      validator.validate(document);
      return [];
    } catch (problem) {
      if (problem instanceof XmlValidateError) return problem.details.map(({ message }) => message);
      throw problem;
    } finally {
      document.dispose();
    }
  };
};

const judgeUri = judgeBy('<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="uri" type="xs:anyURI"/></xs:schema>');

/** What libxml2 says of one URI, white space around it left out. */
export const isUriToLibxml2 = (text: string): boolean => judgeUri(Buffer.from(`<uri>${escapeXml(text)}</uri>`)).length === 0;

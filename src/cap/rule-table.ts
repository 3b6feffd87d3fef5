// Every numbered rule, with what it demands and what AlertBridge does about it: docs/cap.md and docs/errors.md are written from here, and the tests hold the checks against it.
import type { Issue } from '../model/issue.js';

type Level = Exclude<Issue['level'], 'note'>;

export interface CapRule {
  /** As the standard means it: `E` a message must, `W` a message should, `B` whoever processes messages has to. */
  level: 'E' | 'W' | 'B';
  /** Whether the schema can say it, only the text says it, or it is about what is done with a message. */
  kind: 'schema' | 'prose' | 'behaviour';
  demands: string;
  /** Where it is more than to refuse what breaks an `E`, and to warn of what breaks a `W`. */
  does?: string;
  /** Codes in which a breach is reported, and as what; where that is not `CAP_` and the id, an error for `E`, a warning for `W` and nothing for `B`. */
  reported?: Readonly<Record<string, readonly Level[]>>;
  /** Source or test, for what is done elsewhere than in the checks of src/cap. */
  where?: string;
}

type More = Pick<CapRule, 'does' | 'reported' | 'where'>;

const schema = (demands: string, more: More = {}): CapRule => ({ level: 'E', kind: 'schema', demands, ...more });
const prose = (demands: string, more: More = {}): CapRule => ({ level: 'E', kind: 'prose', demands, ...more });
const advice = (demands: string, more: More = {}): CapRule => ({ level: 'W', kind: 'prose', demands, ...more });
const behaviour = (demands: string, does: string, where: string, reported: CapRule['reported'] = {}): CapRule => ({ level: 'B', kind: 'behaviour', demands, does, where, reported });

/** What the tolerant door does. */
const MENDED = 'on arrival it is mended with a warning and noted in `gateway.repairs`, unless the message is signed or its centre is `strict`.';

const ANY_NUMBER: More = { does: 'Keeps every one, in order; any number is right, so nothing is ever reported.', reported: {} };

/** A for alert, D for document, E and F for envelopes and feeds, G for area, I for info, R for resource, S for processing. Ids are never given anew. */
export const CAP_RULES = {
  D01: schema('The document is well-formed XML in the encoding it declares.', { does: 'Refuses it as unreadable (400).', reported: { XML_MALFORMED: ['error'], XML_ENCODING: ['error'] }, where: 'src/format/xml.ts' }),
  D02: schema('The root is one `alert` in the namespace of CAP.', { does: 'Refuses; the namespaces of 1.0, 1.1 and 1.2 are taken, and no other root.' }),
  D03: schema('Every element stands in the namespace of its alert, under whatever prefix.', { does: 'Refuses, with one finding however many elements are touched.' }),
  D04: schema('Elements stand in the order of the schema.', { does: `Refuses, with one finding for each parent; ${MENDED}` }),
  D05: schema('There is nothing but elements of CAP, and signatures after the last info; text only where CAP has text.', {
    does: 'Refuses. What an older CAP had and 1.2 has not is left out with a warning.', reported: { CAP_D05: ['error', 'warning'] },
  }),
  D06: schema('Elements carry no attributes, those of XML Schema instances aside.', { does: `Refuses; ${MENDED}` }),
  D07: advice('Characters are written as themselves: no CDATA sections, no character references beyond need.', { does: 'Warns, once for each document; in an envelope it is the way of whoever wrapped the alert, and passes.' }),
  D08: behaviour('No DOCTYPE is followed, no external entity fetched.', 'Refuses any document with a DOCTYPE as unreadable (400); nothing in it is expanded or fetched.', 'src/format/xml-parser.ts', { XML_DOCTYPE: ['error'] }),
  D09: schema('A value out of a list has no white space around it.', { does: `Refuses; ${MENDED}` }),

  A01: schema('One identifier.'),
  A02: prose('An identifier without space, comma, `<` and `&`.'),
  A03: prose('An identifier that is not empty, and that its sender uses once.', { does: 'Refuses an empty one; the same one for other content is refused on submission (409 `KEY_TAKEN`).' }),
  A04: schema('One sender.'),
  A05: prose('A sender unique in the world, not empty, without space, comma, `<` and `&`.', { does: 'Refuses; whose sender it is, the network file says (403 `SENDER_NOT_YOURS`).' }),
  A06: schema('One time of sending.'),
  A07: schema('A time is written as 2026-01-31T08:00:00+01:00, and exists.', { does: 'Refuses; of CAP 1.0 and 1.1 fractions of a second are taken too, and dropped.' }),
  A08: schema('A time zone is written in figures, never in letters such as Z.', { does: `Refuses; of CAP 1.0 and 1.1 Z is taken, and written -00:00. Of CAP 1.2, Z and nothing else ${MENDED}` }),
  A09: prose('UTC is written -00:00.', { does: 'Warns of +00:00 instead of refusing it, because much real traffic writes so.', reported: { CAP_A09: ['warning'] } }),
  A10: schema('One status, out of the list.'),
  A11: advice('An exercise is named in note.'),
  A12: behaviour('A draft is not acted on; System is for the network itself; tests are disregarded.', 'Refuses a draft on submission (422); what is no real alert goes to centres that list its status, and nowhere else.', 'src/inbound/admit.ts', { CAP_A12: ['error'] }),
  A13: schema('One message type, out of the list.'),
  A14: prose('Update, Cancel, Ack and Error name in references what they are about.', { does: 'Refuses; the standard only implies it, but without references nobody can act on such a message.' }),
  A15: advice('An Error says in note what was wrong.'),
  A16: schema('At most one source.'),
  A17: schema('One scope, out of the list.'),
  A18: schema('At most one restriction.'),
  A19: prose('Scope Restricted comes with a restriction.'),
  A20: advice('A restriction comes with scope Restricted only.'),
  A21: schema('At most one list of addresses.'),
  A22: prose('Scope Private comes with addresses.'),
  A23: prose('Addresses are parted by spaces; double quotes stand in pairs around one that has spaces in it.'),
  A24: advice('Addresses beside another scope than Private do not keep others from reading.', { does: 'Warns, though CAP allows it: an origin might believe that nobody else gets the message.' }),
  A25: schema('Any number of codes.', ANY_NUMBER),
  A26: schema('At most one note.'),
  A27: schema('At most one list of references.'),
  A28: prose('References are triplets of sender, identifier and time, parted by spaces.', {
    does: 'Refuses; of CAP 1.0, which writes identifier/sender and names no time, it warns, and completes the triplet where the message is known.', reported: { CAP_A28: ['error', 'warning'] },
  }),
  A29: prose('Sender, identifier and time in a reference are written as in the message it names.'),
  A30: advice('A message does not refer to itself.', { does: 'Warns and no more: one national system sends such messages for real.' }),
  A31: schema('At most one list of incidents, parted by spaces, double quotes around one that has spaces in it.'),
  A32: schema('Any number of info blocks, none among them.', ANY_NUMBER),

  I01: schema('At most one language, written as in RFC 3066.'),
  I02: behaviour('An info block without a language, or with an empty one, is in American English.', 'Takes it for en-US wherever a language is chosen or a format wants one; CAP leaves as it came.', 'src/adapter/kit.ts'),
  I03: behaviour('Info blocks of one language are one sequence, in which a later one adds and takes nothing back.', 'Keeps all of them in order; a format that holds one gets the first of the language.', 'src/adapter/kit.ts'),
  I04: schema('One or more categories, out of the list.'),
  I05: schema('One event, not empty.'),
  I06: schema('Any number of response types, out of the list.', { does: 'Refuses; in CAP 1.1 also Avoid and AllClear, which it does not have, and in 1.0 any.' }),
  I07: advice('Assess is no response type for the public.'),
  I08: schema('One urgency, out of the list.'),
  I09: schema('One severity, out of the list.'),
  I10: schema('One certainty, out of the list.'),
  I11: behaviour('The Very Likely of CAP 1.0 means Likely.', 'Reads it as Likely from CAP 1.0; in a later version it is refused (I10).', 'src/cap/versions.ts'),
  I12: schema('At most one audience.'),
  I13: schema('Any number of event codes, each a name and a value.'),
  I14: advice('A name that is an abbreviation is written in capitals without periods.'),
  I15: schema('At most one time from which the information holds; without one it is the time of sending.'),
  I16: schema('At most one time at which the event begins.'),
  I17: schema('At most one time at which the information ends.', { does: 'Refuses what is no time; where none stands, the relay keeps the message for 24 hours after it was sent (`gateway.assigned`).' }),
  I18: advice('Information does not end before it begins.', { does: 'Warns; CAP does not ask for it, senders do.' }),
  I19: schema('At most one each of senderName, headline, description, instruction and contact.'),
  I20: advice('A headline has 160 characters at most.', { does: 'Warns and keeps it whole.' }),
  I21: schema('At most one web address, absolute.'),
  I22: schema('Any number of parameters, each a name and a value.'),
  I23: behaviour('Headline, description, instruction and area may be missing.', 'Accepts and relays such a message; a profile may ask for more.', 'src/cap/content-model.ts'),

  R01: schema('Any number of resources.', ANY_NUMBER),
  R02: schema('One description of the resource.'),
  R03: schema('One MIME type.', { does: 'Refuses; in CAP 1.0 and 1.1 it may be missing, and application/octet-stream is put in its place (`gateway.assigned`).' }),
  R04: prose('A MIME type is written as type and subtype.'),
  R05: schema('At most one size: a whole number of bytes, not negative.'),
  R06: advice('A resource that lies elsewhere comes with its size.'),
  R07: schema('At most one URI, absolute or naming what derefUri holds.'),
  R08: prose('A relative URI comes with derefUri.'),
  R09: schema('At most one derefUri, in base64.'),
  R10: behaviour('Content is embedded only by a sender who knows that every reader can take it.', 'Embeds nothing in what it writes of its own; reads what others have embedded.', 'src/cap/write-cap-xml.ts'),
  R11: behaviour('Whoever forwards onto a two-way network takes embedded content out, and better offers it at an address.', 'Takes it out, keeps it with the alert and writes the address where the receiver fetches it, with size and digest; the message is marked as changed.', 'src/outbound/detach.ts'),
  R12: schema('At most one digest, SHA-1.', { does: 'Refuses anything else; hexadecimal and base64 are both taken.' }),
  R13: behaviour('Digest and size are those of the embedded content.', 'Works both out anew, and warns where they differ.', 'src/cap/embedded-content.ts', { CAP_R13: ['warning'] }),

  G01: schema('Any number of areas, which together are where the information holds.', ANY_NUMBER),
  G02: schema('One description of the area, not empty.'),
  G03: schema('Any number of polygons.', ANY_NUMBER),
  G04: prose('A polygon is a list of pairs, latitude before longitude, parted by spaces.'),
  G05: prose('A polygon has four pairs or more.'),
  G06: prose('A polygon ends where it began.'),
  G07: prose('Latitude lies between -90 and 90, longitude between -180 and 180.'),
  G08: advice('A polygon does not cross or touch itself.', { does: 'Warns; CAP does not ask for it, but readers disagree about what then lies inside.' }),
  G09: schema('Any number of circles.', ANY_NUMBER),
  G10: prose('A circle is a pair and a radius in kilometres, not negative.'),
  G11: schema('Any number of geocodes, each a name and a value.'),
  G12: advice('A geocode comes with a polygon or circle.'),
  G13: schema('At most one altitude, a number (feet above mean sea level).'),
  G14: schema('At most one ceiling, a number.'),
  G15: prose('A ceiling comes with an altitude.'),
  G16: prose('A ceiling does not lie below the altitude.', { does: 'Refuses; the standard implies it by calling the two a range.' }),
  G17: behaviour('The value of a geocode is text, whatever it looks like.', 'Keeps it as text in every form; leading zeros stay.', 'src/cap/content-model.ts'),

  S01: behaviour('A message may carry an enveloped XML signature.', 'Takes it, verifies it by the keys in the network file, and relays an unchanged message byte for byte.', 'test/flow/signatures.test.ts'),
  S02: behaviour('A signature that cannot be verified is no reason by itself to turn a message away.', 'Warns; refuses only where the network file requires signatures of that centre.', 'src/inbound/check-signature.ts', { SIGNATURE_UNVERIFIED: ['warning', 'error'] }),
  S03: behaviour('A message may be encrypted with XML Encryption.', 'Refuses it as D05 does: the schema has no place for it, and what cannot be read cannot be relayed.', 'src/cap/read-cap-xml.ts', { CAP_D05: ['error'] }),
  S04: behaviour('Who forwards a message leaves sender, identifier and time; who changes one is its author.', 'Keeps all three; where something is withheld, drops the signature and adds the code urn:alertbridge:changed.', 'src/outbound/withhold.ts'),
  S05: behaviour('A message is known by sender, identifier and time together.', 'Answers a repeat with the first receipt (200) and relays nothing twice.', 'src/inbound/accept.ts'),
  S06: behaviour('An Update replaces, a Cancel ends every message it names.', 'Sets their state to superseded or cancelled, all of them, and stops what still waits for delivery.', 'src/inbound/resolve.ts'),
  S07: behaviour('An Update or Cancel may come early, twice, for something unknown, or for several.', 'Relays one for something unknown, with a warning; a repeat is recognised; several are all met.', 'src/inbound/resolve.ts', { CAP_S07: ['warning'] }),
  S08: behaviour('A test, an exercise or a draft is never taken for real.', 'Follows the strictest sign found; holds a message marked Actual that carries another; refuses a receipt of another status than what it answers.', 'src/inbound/status-signals.ts', { CAP_S08: ['error'], STATUS_CONFLICT: ['warning'] }),

  F01: schema('An Atom feed, and each entry, has one id, title and time of update.'),
  F02: prose('An Atom entry holds an alert or links to one.'),
  F03: schema('An RSS channel has title, link and description; an item has a title or a description, and holds an alert or links to one.'),
  F04: schema('A feed has no unknown elements in its own namespace.', { does: 'Refuses, with one finding for each parent.' }),
  F05: prose('Every alert in a feed keeps the rules of CAP.', { does: 'Judges each by itself, with the codes of the rules it breaks; the feed is valid where all are. On submission one that is refused does not stop the others.', reported: {}, where: 'src/cap/read-envelope.ts' }),
  F06: advice('No two entries of a feed have the same id.'),
  E01: schema('An EDXL-DE envelope has the elements its schema requires, and each alert in it keeps the rules of CAP.', { does: 'Refuses; a status other than Actual counts as a sign for every alert in it.' }),
} as const satisfies Readonly<Record<string, CapRule>>;

export type RuleId = keyof typeof CAP_RULES;

export const RULE_IDS = Object.keys(CAP_RULES) as RuleId[];

const USUAL: Readonly<Record<CapRule['level'], readonly Level[]>> = { E: ['error'], W: ['warning'], B: [] };

/** The codes in which a breach of a rule is reported, each with the levels it may have. */
export const reportedFor = (id: RuleId): Readonly<Record<string, readonly Level[]>> => {
  const { level, reported }: CapRule = CAP_RULES[id];
  return reported ?? { [`CAP_${id}`]: USUAL[level] };
};

const USUALLY: Readonly<Record<CapRule['level'], string>> = { E: 'Refuses.', W: 'Warns.', B: '' };

/** What AlertBridge does about a rule, as a sentence. */
export const doneAbout = (id: RuleId): string => {
  const { level, does }: CapRule = CAP_RULES[id];
  return does ?? USUALLY[level];
};

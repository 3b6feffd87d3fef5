// Nlets AMBER Alert → common model: the way in for one message.
import { capTimeFrom, cutToPrecision, error, filled, identifierOf, linkOf, signalsIn, type AdapterMessage, type Alert, type Area, type Info, type LastSeen } from '../../src/adapter/kit.js';
import { elementsAt, textAt, textsAt } from './elements.js';
import { ALERT, HEADER, OF_EVERY_MESSAGE, TEST_WORDS, TYPES } from './mapping.js';
import { childrenOf, suspectsOf } from './persons.js';
import { vehiclesOf } from './vehicles.js';

const CONTACT = 'ContactInformation';
const PHONE = `${CONTACT}/ContactTelephoneNumber/FullTelephoneNumber/TelephoneNumberFullID`;
const SHORT_MESSAGE = 'AmberAlertShortMessage/MessageText';
const TARGET = 'AmberAlertDisseminationTarget';
const SEEN_AT = 'MissingPerson/MissingPersonLastSeenDate';
const SEEN_IN = 'MissingPerson/MissingPersonLastSeenLocation/Address';
const CONTROL_FIELD = 'DocumentControlFieldText';

const joined = (texts: readonly string[]): string => [...new Set(texts)].join('\n\n');

const msgTypeOf = (alert: unknown): Alert['msgType'] => TYPES.find(([word]) => word.test(textAt(alert, 'AmberAlertStatusText') ?? ''))?.[1] ?? 'Alert';

/** All messages of an alert have one id, where CAP wants a name for each: the later ones add when they were sent on, which the header tells in figures. */
const identityOf = (header: unknown, alert: unknown, sender: string, sent: string): Pick<Alert, 'identifier' | 'references'> => {
  const id = identifierOf(textAt(alert, 'AmberAlertID') ?? '');
  if (msgTypeOf(alert) === 'Alert') return { identifier: id };
  const sentOn = [textAt(header, 'MessageSendDate'), textAt(header, 'MessageSendTime')].join('').replace(/\D/g, '');
  return { identifier: `${id}.${sentOn || sent.replace(/\D/g, '')}`, references: [{ sender, identifier: id, sent }] };
};

const areasOf = (alert: unknown): Area[] => {
  const [codes, states] = [textsAt(alert, `${TARGET}/LocationPostalCode`), textsAt(alert, `${TARGET}/LocationStateName`)];
  const areaDesc = [...states, ...codes].join(', ');
  return areaDesc ? [{ areaDesc, ...filled({ geocode: codes.map((value) => ({ valueName: 'ZIP', value })) }) }] : [];
};

/** Of several children the first whose place or time is told: the common model has one of each. */
const lastSeenOf = (alert: unknown): LastSeen | undefined => {
  const [time, day] = [capTimeFrom(textAt(alert, `${SEEN_AT}/DateTime`)), textsAt(alert, `${SEEN_AT}/Date`).find((date) => /^\d{4}-\d\d-\d\d$/.test(date))];
  const at = time ? cutToPrecision({ at: time, precision: 'minute' }) : day ? cutToPrecision({ at: day, precision: 'day' }) : {};
  return filled({ ...at, place: textAt(alert, `${SEEN_IN}/AddressFullText`) });
};

const infoOf = (alert: unknown, texts: readonly string[], cautions: readonly string[]): Info => {
  const [headline, ...others] = texts;
  const web = textsAt(alert, `${CONTACT}/ContactWebsiteURI`);
  const contact = [...textsAt(alert, PHONE), ...textsAt(alert, `${CONTACT}/ContactEmailID`), ...web.filter((link) => !linkOf(link))].join(', ');
  return {
    ...OF_EVERY_MESSAGE,
    ...filled({
      senderName: textAt(alert, `${CONTACT}/ContactEntity/EntityOrganization/OrganizationName`), headline,
      description: joined([...textsAt(alert, 'MissingPerson/MissingPersonCircumstanceText'), ...textsAt(alert, 'MissingPerson/RoleOfPerson/PersonDescriptionText')]),
      instruction: joined(cautions), web: web.flatMap((link) => linkOf(link) ?? [])[0], contact,
      parameter: others.map((value) => ({ valueName: 'shortText', value })), area: areasOf(alert),
    }),
  };
};

const SOURCES: Readonly<Record<string, string>> = {
  '/identifier': `${ALERT}/AmberAlertID`, '/incidents': `${ALERT}/AmberAlertID`, '/sender': `${HEADER}/OriginatingORIID`, '/sent': `${ALERT}/AmberAlertDateTime`, '/msgType': `${ALERT}/AmberAlertStatusText`, '/references': `${ALERT}/AmberAlertID`,
  '/note': `${ALERT}/AmberAlertStatusText`, '/info/0/headline': `${ALERT}/AmberAlertShortMessage/0`, '/info/0/parameter': `${ALERT}/AmberAlertShortMessage`, '/info/0/description': `${ALERT}/MissingPerson/0`, '/info/0/instruction': `${ALERT}/Subject/0`,
  '/info/0/contact': `${ALERT}/${CONTACT}/0`, '/info/0/web': `${ALERT}/${CONTACT}/0`, '/info/0/senderName': `${ALERT}/${CONTACT}/0`, '/info/0/area': `${ALERT}/${TARGET}/0`,
  '/case/lastSeen': `${ALERT}/MissingPerson/0`, '/case/number': `${ALERT}/AmberAlertID`, '/case/tipLines': `${ALERT}/${CONTACT}/0`,
};

const UNDATED: AdapterMessage = { issues: [error('TIME_UNREADABLE', `${ALERT}/AmberAlertDateTime`, 'This is no time with its offset. Right would be one such as "2026-03-01T14:05:00-07:00".')] };

const FIRST_SENT = 'Nlets does not repeat when the first message was sent; this is the time of this message.';

export const detects = (document: unknown): boolean => elementsAt(document, 'NLETS/NLETSMailData/AmberAlert').length > 0;

export const decode = (document: unknown): AdapterMessage[] => {
  const [[header], [amber]] = [elementsAt(document, HEADER), elementsAt(document, ALERT)];
  const sent = capTimeFrom(textAt(amber, 'AmberAlertDateTime/DateTime'));
  if (!sent) return [UNDATED];
  const [sender, msgType, texts] = [identifierOf(textAt(header, 'OriginatingORIID') ?? ''), msgTypeOf(amber), [...new Set(textsAt(amber, SHORT_MESSAGE))]];
  const [{ vehicles, ...ofVehicles }, { children, assigned, ...ofChildren }, { suspects, cautions, ...ofSuspects }] = [vehiclesOf(amber, texts), childrenOf(amber), suspectsOf(amber, sent)];
  const statusSignals = signalsIn({ [`${HEADER}/${CONTROL_FIELD}`]: textAt(header, CONTROL_FIELD) }, TEST_WORDS);
  const identity = identityOf(header, amber, sender, sent);
  const toldFirst = identity.references ? [{ path: '/references/0/sent', value: sent, reason: FIRST_SENT }] : [];
  const head: Alert = { ...identity, sender, sent, status: 'Actual', msgType, scope: 'Public', incidents: [identifierOf(textAt(amber, 'AmberAlertID') ?? '')] };
  // What ends an alert says nothing of the child any more.
  if (msgType === 'Cancel') return [{ alert: { ...head, ...filled({ note: textAt(amber, 'AmberAlertStatusText') }) }, sources: SOURCES, assigned: toldFirst, statusSignals }];
  const alert: Alert = {
    ...head, info: [infoOf(amber, texts, cautions)],
    case: {
      tier: 'amber', children,
      ...filled({ lastSeen: lastSeenOf(amber), suspects, vehicles, tipLines: textsAt(amber, PHONE).map((phone) => ({ phone })), number: textAt(amber, 'AmberAlertID') }),
    },
  };
  return [{
    alert, issues: [...ofVehicles.issues, ...ofChildren.issues, ...ofSuspects.issues], sources: { ...SOURCES, ...ofVehicles.sources, ...ofChildren.sources, ...ofSuspects.sources },
    assigned: [...toldFirst, ...assigned], statusSignals,
  }];
};

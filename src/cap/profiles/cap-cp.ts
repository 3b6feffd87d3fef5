// The profile of Canada. The numbers are those of its own rule set, so that a finding can be looked up there.
import type { Info } from '../../model/generated/alert.js';
import { informs, isBlank, lacking, named, unlikeTheFirst, valuesOf, when, type Profile } from './profile.js';

const rule = (number: number): string => `CAP-CP Introduction and Rule Set, rule ${number}`;

const startsWith = (prefix: string) => (name: string): boolean => name.startsWith(prefix);
const isEdition = startsWith('profile:CAP-CP:');
const isEvent = startsWith('profile:CAP-CP:Event:');
const isLocation = startsWith('profile:CAP-CP:Location:');

const MINOR_CHANGES = ['none', 'text', 'correction', 'resource', 'layer', 'other'];
const YES_OR_NO = ['yes', 'no'];

const parameter = (name: string, allowed: readonly string[]) => (info: Info): string[] =>
  when(valuesOf(info.parameter, named(name)).some((value) => !allowed.includes(value.toLowerCase())), 'parameter');

export const CAP_CP: Profile = {
  id: 'cap-cp',
  name: 'CAP-CP (Canada)',
  source: 'Canadian Profile of the Common Alerting Protocol, Introduction and Rule Set, Beta 0.4A, 2012 (Public Safety Canada)',
  rules: {
    alert: [
      { id: 'CAPCP_02', level: 'error', source: rule(2), standing: 'assumed', says: 'A message is about one event: all info blocks have the same event codes and categories.',
        breaks: (alert) => [...new Set([...unlikeTheFirst(alert, ({ eventCode }) => eventCode), ...unlikeTheFirst(alert, ({ category }) => category)])] },
      { id: 'CAPCP_03', level: 'error', source: rule(3), standing: 'published', says: 'A code says which edition of the profile is meant, such as profile:CAP-CP:0.4.',
        breaks: ({ code = [] }) => when(!code.some(isEdition), 'code') },
      { id: 'CAPCP_05', level: 'error', source: rule(5), standing: 'published', says: 'A message for the public has an info block.',
        breaks: (alert) => when(alert.scope === 'Public' && (informs(alert) || alert.msgType === 'Cancel') && isBlank(alert.info), 'info') },
      { id: 'CAPCP_11', level: 'warning', source: rule(11), standing: 'assumed', says: 'The sender can be read by people.', breaks: ({ sender }) => when(sender !== undefined && !/\p{L}/u.test(sender), 'sender') },
    ],
    info: [
      { id: 'CAPCP_06', level: 'error', source: rule(6), standing: 'published', says: 'An info block says in which language it is.', breaks: lacking<Info>('language') },
      { id: 'CAPCP_08', level: 'error', source: rule(8), standing: 'published', says: 'There is an event code of the Canadian list, under a name such as profile:CAP-CP:Event:0.4.',
        breaks: ({ eventCode }) => when(valuesOf(eventCode, isEvent).length === 0, 'eventCode') },
      { id: 'CAPCP_10', level: 'error', source: rule(10), standing: 'published', says: 'There is at least one area.', breaks: lacking<Info>('area') },
      { id: 'CAPCP_13', level: 'warning', source: rule(13), standing: 'published', says: 'The information has an end.', breaks: lacking<Info>('expires') },
      { id: 'CAPCP_14', level: 'warning', source: rule(14), standing: 'published', says: 'senderName says whose message it is.', breaks: lacking<Info>('senderName') },
      { id: 'CAPCP_15', level: 'warning', source: rule(15), standing: 'published', says: 'A response type and an instruction say what people are to do.', breaks: lacking<Info>('responseType', 'instruction') },
      { id: 'CAPCP_16', level: 'error', source: rule(16), standing: 'assumed', says: `The parameter profile:CAP-CP:0.4:MinorChange is one of ${MINOR_CHANGES.join(', ')}.`,
        breaks: parameter('profile:CAP-CP:0.4:MinorChange', MINOR_CHANGES) },
      { id: 'CAPCP_17', level: 'error', source: rule(17), standing: 'assumed', says: `The parameter profile:CAP-CP:0.4:AutoTranslated is ${YES_OR_NO.join(' or ')}.`,
        breaks: parameter('profile:CAP-CP:0.4:AutoTranslated', YES_OR_NO) },
    ],
    area: [
      { id: 'CAPCP_09', level: 'error', source: rule(9), standing: 'published', says: 'An area has a geocode of the Canadian list, under a name such as profile:CAP-CP:Location:0.3.',
        breaks: ({ geocode }) => when(valuesOf(geocode, isLocation).length === 0, 'geocode') },
      { id: 'CAPCP_18', level: 'warning', source: rule(18), standing: 'published', says: 'A polygon or circle draws the area more exactly than its code.',
        breaks: ({ polygon, circle }) => when(isBlank(polygon) && isBlank(circle), 'polygon') },
    ],
  },
};

// The profile of the United States: CAP as the Integrated Public Alert and Warning System takes it.
import type { Info } from '../../model/generated/alert.js';
import { each, informs, isBlank, lacking, named, unlikeTheFirst, valuesOf, when, type Profile } from './profile.js';

const OASIS = 'OASIS CAP 1.2 IPAWS Profile 1.0, section 2';
const FEMA = 'Practice of IPAWS-OPEN and its channels';

const SAME_EVENT = /^[A-Z]{3}$/;
const SAME_PLACE = /^\d{6}$/;
const LANGUAGES = ['en-US', 'es-US'];
const ORIGINATORS = ['CIV', 'EAS', 'PEP', 'WXR'];
const CHANNELS = ['CMAS', 'EAS', 'NWEM', 'PUBLIC'];
const BROADCAST = 'EAS Broadcast Content';
const BROADCAST_TYPE = /^(?:audio|video)\/x-ipaws-/;
/** Characters of a Wireless Emergency Alert, the short and the long one. */
const SHORT_TEXT = 90;
const LONG_TEXT = 360;

/** A parameter is not located itself: child-alert parameters leave the list, and the others move up. */
const parameter = (name: string, isWrong: (value: string) => boolean) => (info: Info): string[] => when(valuesOf(info.parameter, named(name)).some(isWrong), 'parameter');

const isUtc = (time: string | undefined): boolean => time !== undefined && /[+-]00:00$/.test(time);

export const IPAWS: Profile = {
  id: 'ipaws',
  name: 'IPAWS (United States)',
  source: 'OASIS CAP v1.2 USA Integrated Public Alert and Warning System Profile Version 1.0, Committee Specification 01, 13 October 2009',
  rules: {
    alert: [
      { id: 'IPAWS_01', level: 'error', source: OASIS, standing: 'published', says: 'A code says which edition of the profile is meant: IPAWSv1.0.',
        breaks: ({ code = [] }) => when(!code.includes('IPAWSv1.0'), 'code') },
      { id: 'IPAWS_02', level: 'error', source: OASIS, standing: 'assumed', says: 'An Alert or Update has at least one info block.',
        breaks: (alert) => when(informs(alert) && isBlank(alert.info), 'info') },
      { id: 'IPAWS_03', level: 'error', source: OASIS, standing: 'published', says: 'All info blocks have the same categories.',
        breaks: (alert) => unlikeTheFirst(alert, ({ category }) => category) },
      { id: 'IPAWS_04', level: 'error', source: OASIS, standing: 'published', says: 'All info blocks have the same event codes.',
        breaks: (alert) => unlikeTheFirst(alert, ({ eventCode }) => eventCode) },
      { id: 'IPAWS_05', level: 'warning', source: FEMA, standing: 'assumed', says: 'The channels to the public carry messages of scope Public only.',
        breaks: ({ scope }) => when(scope !== 'Public', 'scope') },
      { id: 'IPAWS_06', level: 'warning', source: OASIS, standing: 'assumed', says: 'The time of sending is given with the offset of its place; UTC is unlikely to be that.',
        breaks: ({ sent }) => when(isUtc(sent), 'sent') },
    ],
    info: [
      { id: 'IPAWS_07', level: 'error', source: OASIS, standing: 'published', says: 'There is exactly one event code named SAME, of three capital letters, such as CAE for a child abduction.',
        breaks: ({ eventCode }) => {
          const codes = valuesOf(eventCode, named('SAME'));
          return when(codes.length !== 1 || !SAME_EVENT.test(codes[0]!), 'eventCode');
        } },
      { id: 'IPAWS_08', level: 'error', source: OASIS, standing: 'published', says: 'The information has an end.', breaks: lacking<Info>('expires') },
      { id: 'IPAWS_09', level: 'warning', source: OASIS, standing: 'assumed', says: 'The end is given with the offset of its place; UTC is unlikely to be that.',
        breaks: ({ expires }) => when(isUtc(expires), 'expires') },
      { id: 'IPAWS_10', level: 'error', source: OASIS, standing: 'published', says: 'There is at least one area.', breaks: lacking<Info>('area') },
      { id: 'IPAWS_11', level: 'warning', source: FEMA, standing: 'assumed', says: 'Wireless alerts are sent in en-US and es-US.',
        breaks: ({ language }) => when(!isBlank(language) && !LANGUAGES.includes(language!), 'language') },
      { id: 'IPAWS_12', level: 'warning', source: OASIS, standing: 'published', says: 'Description and instruction say something.', breaks: lacking<Info>('description', 'instruction') },
      { id: 'IPAWS_13', level: 'warning', source: OASIS, standing: 'assumed', says: 'Alerts hold from when they are issued: effective and onset are passed over.',
        breaks: (info) => (['effective', 'onset'] as const).filter((name) => info[name] !== undefined) },
      { id: 'IPAWS_14', level: 'warning', source: OASIS, standing: 'published', says: 'What is to be broadcast (EAS, HazCollect) says in a parameter EAS-ORG who originates it.',
        breaks: (info) => when(valuesOf(info.parameter, named('EAS-ORG')).length === 0, 'parameter') },
      { id: 'IPAWS_15', level: 'warning', source: FEMA, standing: 'assumed', says: `EAS-ORG is one of ${ORIGINATORS.join(', ')}.`, breaks: parameter('EAS-ORG', (value) => !ORIGINATORS.includes(value)) },
      { id: 'IPAWS_16', level: 'warning', source: FEMA, standing: 'assumed', says: `BLOCKCHANNEL is one of ${CHANNELS.join(', ')}.`, breaks: parameter('BLOCKCHANNEL', (value) => !CHANNELS.includes(value)) },
      { id: 'IPAWS_17', level: 'warning', source: FEMA, standing: 'assumed', says: `CMAMtext has ${SHORT_TEXT} characters at most.`, breaks: parameter('CMAMtext', (value) => [...value].length > SHORT_TEXT) },
      { id: 'IPAWS_18', level: 'warning', source: FEMA, standing: 'assumed', says: `CMAMlongtext has ${LONG_TEXT} characters at most.`, breaks: parameter('CMAMlongtext', (value) => [...value].length > LONG_TEXT) },
      { id: 'IPAWS_19', level: 'warning', source: FEMA, standing: 'assumed', says: 'A response type says what people are to do.', breaks: lacking<Info>('responseType') },
    ],
    area: [
      { id: 'IPAWS_20', level: 'warning', source: OASIS, standing: 'published', says: 'An area has a geocode named SAME.',
        breaks: ({ geocode }) => when(valuesOf(geocode, named('SAME')).length === 0, 'geocode') },
      { id: 'IPAWS_21', level: 'error', source: OASIS, standing: 'published', says: 'A geocode named SAME has six digits.',
        breaks: ({ geocode }) => each('geocode', geocode, ({ valueName, value }) => valueName === 'SAME' && !SAME_PLACE.test(value)) },
    ],
    resource: [
      { id: 'IPAWS_22', level: 'warning', source: FEMA, standing: 'assumed', says: `A resource named "${BROADCAST}" is of a type of its own, such as audio/x-ipaws-audio-mp3.`,
        breaks: ({ resourceDesc, mimeType }) => when(resourceDesc === BROADCAST && !BROADCAST_TYPE.test(mimeType), 'mimeType') },
    ],
  },
};

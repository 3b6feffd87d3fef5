// Values of ETSI's data dictionary (TS 102 894-2 V1.3.1) and what they are made of, as data.
import type { Info } from '../../src/adapter/kit.js';

/** ItsPduHeader of a DENM by EN 302 637-3 V1.3.1. */
export const PROTOCOL_VERSION = 2;
export const MESSAGE_ID = 1;

/** rescueAndRecoveryWorkInProgress, childAbductionInProgress. */
export const EVENT_TYPE = { causeCode: 15, subCauseCode: 5 };

/** roadSideUnit: the list has no centre. */
export const STATION_TYPE = 15;

/** TimestampIts counts milliseconds since this moment, in Unix seconds: 2004-01-01 in UTC. */
export const EPOCH = 1_072_915_200;
/** From when on there was one leap second more, in Unix seconds. TimestampIts counts them (TS 102 894-2), UTC does not. */
export const LEAP_SECONDS = [1_136_073_600, 1_230_768_000, 1_341_100_800, 1_435_708_800, 1_483_228_800] as const;

/** Longest validityDuration, in seconds: a day. */
export const LONGEST = 86_400;

/** Where nothing is known. */
export const NO_LATITUDE = 900_000_001;
export const NO_LONGITUDE = 1_800_000_001;
export const UNKNOWN_ACCURACY = {
  positionConfidenceEllipse: { semiMajorConfidence: 4095, semiMinorConfidence: 4095, semiMajorOrientation: 3601 },
  altitude: { altitudeValue: 800_001, altitudeConfidence: 'unavailable' },
};

/** RelevanceDistance by the radius in metres it is for. */
export const RELEVANCE: readonly (readonly [below: number, word: string])[] = [
  [50, 'lessThan50m'], [100, 'lessThan100m'], [200, 'lessThan200m'], [500, 'lessThan500m'], [1_000, 'lessThan1000m'], [5_000, 'lessThan5km'], [10_000, 'lessThan10km'], [Infinity, 'over10km'],
];

/** InformationQuality, from 1 to 7; 0 is unavailable. */
export const QUALITY: Readonly<Record<Info['certainty'], number>> = { Observed: 7, Likely: 5, Possible: 3, Unlikely: 1, Unknown: 0 };

/** The widest circle of a geographic broadcast, in metres (EN 302 636-4-1: 16 bits). */
export const WIDEST = 65_535;

/** What American systems call child abductions by. */
export const CHILD_ABDUCTION_CODE = 'CAE';

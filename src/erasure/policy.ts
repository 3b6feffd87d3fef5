// How long an alert is kept: after its end by the rules of its origin's country, without an end by its origin's own word.
import type { NetworkFile } from '../model/generated/network.js';
import type { NationalRules } from '../model/generated/rules.js';
import { RETENTION_DAYS, retentionDaysOf } from '../model/retention.js';
import type { Policy } from '../store/erasures.js';

/** A Cancel that tells no outcome may be a mistake. */
const GRACE_HOURS = 24;
/** A found child is no longer anybody's business. */
const FOUND_HOURS = 0;
const WITHIN_HOURS = 72;

/** Of an origin that has left the network file the defaults are true. */
export const policiesOf = ({ centres, gateway }: NetworkFile, rulesOf: (country: string) => NationalRules | undefined): Policy[] => {
  const policy = (origin: string | null, hours: number | undefined, retentionDays: number): Policy => ({ origin, graceHours: hours ?? GRACE_HOURS, foundHours: hours ?? FOUND_HOURS, retentionDays });
  return [
    policy(null, gateway.eraseAfterHours, RETENTION_DAYS),
    ...centres.map((centre) => policy(centre.id, rulesOf(centre.country)?.end.eraseAfterHours ?? gateway.eraseAfterHours, retentionDaysOf(centre))),
  ];
};

/** Hours that those who had an alert are given to erase it. */
export const eraseWithinHours = ({ gateway }: NetworkFile): number => gateway.eraseWithinHours ?? WITHIN_HOURS;

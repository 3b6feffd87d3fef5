// The profiles there are. A new one is one file of rules and one line here, and its id in schemas/network.schema.json.
import { CAP_CP } from './cap-cp.js';
import { CHILD_ALERT_EU } from './child-alert-eu.js';
import { IPAWS } from './ipaws.js';
import type { Profile } from './profile.js';

export const PROFILES: readonly Profile[] = [IPAWS, CAP_CP, CHILD_ALERT_EU];

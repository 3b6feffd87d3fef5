// The referral chains of the national rules that are installed here, for the commands that judge a network file.
import { readNationalRules } from '../config/national-rules.js';
import { createStepsOf, type StepsOf } from '../model/referral.js';
import { rulesFolder } from '../package-files.js';

export const nationalSteps = (): StepsOf => createStepsOf(readNationalRules(rulesFolder));

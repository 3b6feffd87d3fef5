// The languages that facts are read in.
import { GERMAN } from './de.js';
import { GREEK } from './el.js';
import { ENGLISH } from './en.js';
import { SPANISH } from './es.js';
import { FRENCH } from './fr.js';
import { ITALIAN } from './it.js';
import type { Language } from './language.js';
import { DUTCH } from './nl.js';
import { ALBANIAN } from './sq.js';
import { SERBIAN } from './sr.js';

export const LANGUAGES: readonly Language[] = [ENGLISH, DUTCH, FRENCH, GERMAN, ITALIAN, SPANISH, GREEK, ALBANIAN, SERBIAN];

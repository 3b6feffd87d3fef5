// The language a text is in, for formats that do not tell it.
import { tokensOf } from './text.js';
import { languageOfWords } from './vocabulary.js';

/** BCP 47, one of those that facts are read in; guessed from the words. */
export const languageOfText = (text: string): string => languageOfWords(tokensOf(text));

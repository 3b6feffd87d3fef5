// The language a text is in, for formats that do not tell it.
import { tokensOf } from './text.js';
import { languageOfWords } from './vocabulary.js';

/**
 * BCP 47, one of those that facts are read in; guessed from the words.
 * @param usual taken where the words do not tell.
 */
export const languageOfText = (text: string, usual?: string): string => languageOfWords(tokensOf(text), usual);

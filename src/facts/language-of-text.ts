// The language a text is in, for formats that do not tell it.
import { tokensOf } from './text.js';
import { languageOfWords } from './vocabulary.js';

/**
 * BCP 47; guessed from the words, always one of the nine that facts are read in (de, el, en, es, fr, it, nl, sq, sr). A text in any other is taken for one of these.
 * @param usual taken where the words do not tell, if it is one of them.
 */
export const languageOfText = (text: string, usual?: string): string => languageOfWords(tokensOf(text), usual);

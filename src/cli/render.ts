// `alertbridge render FILE --lang xx`: an alert in other languages, with what its short texts cost in cell broadcast.
import { AlertBridgeError } from '../errors.js';
import type { Formats } from '../format/formats.js';
import { chooseLanguages, renderDocument } from '../inbound/render-document.js';
import type { Rendering, ShortText } from '../model/generated/rendering.js';
import { issueText } from './api-client.js';
import { awaitInput, UsageError, type Io } from './io.js';

const asText = ({ limit, text, alphabet, characters, pages }: ShortText): string => `[${limit}: ${characters} characters of ${alphabet}, ${pages} ${pages === 1 ? 'page' : 'pages'}]\n${text}`;

export const renderingText = ({ language, review, headline, description, instruction, shortTexts }: Rendering): string =>
  [`== ${language} (${review})\n${headline}`, description, instruction, ...shortTexts.map(asText)].join('\n\n');

const languagesOf = (names: string): string[] => {
  try { return chooseLanguages(names); } catch (cause) { throw cause instanceof AlertBridgeError ? new UsageError(cause.message) : cause; }
};

/**
 * @returns 0 when written, 1 when the message could not be.
 * @throws UsageError for an adapter or language that is none.
 */
export async function renderFile(file: string, options: { lang: string; adapter?: string; json?: boolean }, formats: Formats, io: Io): Promise<0 | 1> {
  if (options.adapter !== undefined && !formats.get(options.adapter)) throw new UsageError(`There is no adapter ${options.adapter}. Known are ${formats.all.map(({ id }) => id).join(', ')}.`);
  const languages = languagesOf(options.lang);
  try {
    const items = renderDocument(await awaitInput(file), formats, languages, options.adapter);
    io.out(options.json ? JSON.stringify({ items }, null, 2) : items.map(renderingText).join('\n\n'));
    return 0;
  } catch (cause) {
    if (!(cause instanceof AlertBridgeError)) throw cause;
    io.err([`${cause.title} (${cause.code}). ${cause.message}`, ...cause.issues.map(issueText)].join('\n'));
    return 1;
  }
}

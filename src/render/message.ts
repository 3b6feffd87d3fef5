// A sentence with places for facts, in ICU MessageFormat: which form a number or a girl, boy or child asks for is said in the sentence itself.
import { IntlMessageFormat } from 'intl-messageformat';

export type MessageValues = Readonly<Record<string, string | number>>;

export type Message = (values?: MessageValues) => string;

/**
 * @param locale BCP 47; decides the plural forms and how numbers are written.
 * @throws SyntaxError where the text is no ICU message. When called: Error where a value is missing.
 */
export const createMessage = (text: string, locale: string): Message => {
  const format = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
  return (values = {}) => String(format.format({ ...values }));
};

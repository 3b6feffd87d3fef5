// Whether what a resource says of its content is true, as far as the content comes along (rule R13).
import { createHash } from 'node:crypto';
import type { Resource } from '../model/generated/alert.js';
import type { Rule } from './rule.js';
import type { RuleId } from './rule-table.js';

/** The content of derefUri; nothing where it is not base64, which is another rule's matter (R09). */
const contentOf = (derefUri: string): Buffer | undefined => {
  const packed = derefUri.replace(/\s+/g, '');
  const content = Buffer.from(packed, 'base64');
  return packed !== '' && content.toString('base64') === packed ? content : undefined;
};

const isDigestOf = (digest: string, content: Buffer): boolean => {
  const sha1 = createHash('sha1').update(content);
  return digest.length === 40 ? digest.toLowerCase() === sha1.digest('hex') : digest === sha1.digest('base64');
};

/** A warning, not a refusal: readers compare the digest themselves, and a wrong one must not cost a child its alert. */
export const EMBEDDED_CONTENT_RULES: readonly (Rule<Resource> & { id: RuleId })[] = [
  { id: 'R13', level: 'warning', says: 'Size or digest is not that of the content in derefUri: one of them was changed, or belongs to another file.',
    breaks: ({ derefUri, size, digest }) => {
      if (derefUri === undefined || (size === undefined && digest === undefined)) return [];
      const content = contentOf(derefUri);
      if (!content) return [];
      return [...(size !== undefined && size !== content.length ? ['size'] : []), ...(digest !== undefined && !isDigestOf(digest, content) ? ['digest'] : [])];
    } },
];

// Way in: what of a case may be counted after its erasure. Only codes of our vocabularies pass, so that nothing a person wrote can.
import type { Alert } from '../model/generated/alert.js';
import { codesOf } from '../model/vocabularies.js';
import type { CaseCodes } from '../store/case-facts.js';

const code = (vocabulary: string, value: string | undefined): string | null => (value !== undefined && codesOf(vocabulary).includes(value) ? value : null);

export const caseCodes = ({ case: { category, tier, outcome } = {} }: Alert): CaseCodes =>
  ({ category: code('category', category), tier: code('tier', tier), outcome: code('outcome', outcome?.result), foundBy: code('found-by', outcome?.foundBy) });

// The vocabularies of the case block: which codes there are for a kind of value. What is none of them is not understood by other countries.
import caution from '../../schemas/codes/caution.json' with { type: 'json' };
import category from '../../schemas/codes/category.json' with { type: 'json' };
import colour from '../../schemas/codes/colour.json' with { type: 'json' };
import criterion from '../../schemas/codes/criterion.json' with { type: 'json' };
import eyeColour from '../../schemas/codes/eye-colour.json' with { type: 'json' };
import foundBy from '../../schemas/codes/found-by.json' with { type: 'json' };
import garment from '../../schemas/codes/garment.json' with { type: 'json' };
import hairColour from '../../schemas/codes/hair-colour.json' with { type: 'json' };
import hairStyle from '../../schemas/codes/hair-style.json' with { type: 'json' };
import item from '../../schemas/codes/item.json' with { type: 'json' };
import mark from '../../schemas/codes/mark.json' with { type: 'json' };
import outcome from '../../schemas/codes/outcome.json' with { type: 'json' };
import pattern from '../../schemas/codes/pattern.json' with { type: 'json' };
import relation from '../../schemas/codes/relation.json' with { type: 'json' };
import sex from '../../schemas/codes/sex.json' with { type: 'json' };
import tier from '../../schemas/codes/tier.json' with { type: 'json' };
import vehicleType from '../../schemas/codes/vehicle-type.json' with { type: 'json' };
import vulnerability from '../../schemas/codes/vulnerability.json' with { type: 'json' };
import type { Vocabulary } from './generated/vocabulary.js';

export const VOCABULARIES: readonly Vocabulary[] =
  [caution, category, colour, criterion, eyeColour, foundBy, garment, hairColour, hairStyle, item, mark, outcome, pattern, relation, sex, tier, vehicleType, vulnerability] as Vocabulary[];

const byId = new Map(VOCABULARIES.map((vocabulary) => [vocabulary.id, vocabulary]));

/** The codes of one vocabulary; none for an id that is not there. */
export const codesOf = (id: string): readonly string[] => Object.keys(byId.get(id)?.codes ?? {});

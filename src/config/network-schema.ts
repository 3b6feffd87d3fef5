// First half of checking a network file: its shape, by schemas/network.schema.json.
import networkSchema from '../../schemas/network.schema.json' with { type: 'json' };
import { createFindings } from './schema-findings.js';

export type { Finding } from './schema-findings.js';

/** Everything in which the data departs from the schema; empty where it is a NetworkFile. */
export const schemaFindings = createFindings(networkSchema);

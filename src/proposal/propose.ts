// A reporter's way in: what can be read is kept, however little it is, and goes to the next in its country's chain. Nothing here leads abroad.
import type { Principal } from '../config/centres.js';
import type { Clock } from '../clock.js';
import { AlertBridgeError } from '../errors.js';
import type { DecodedMessage, Format } from '../format/format.js';
import type { Formats } from '../format/formats.js';
import { decode } from '../inbound/decode.js';
import { newId } from '../inbound/new-id.js';
import { normalise, withFacts } from '../inbound/normalise.js';
import { validate } from '../inbound/validate.js';
import { contentSha256 } from '../inbound/accept.js';
import type { Alert, Status } from '../model/generated/alert.js';
import type { Issue } from '../model/issue.js';
import type { StepsOf } from '../model/referral.js';
import type { AcceptedStatus } from '../model/relay.js';
import { sqlCode, UNIQUE_VIOLATION } from '../store/database.js';
import { findProposalByBytes, insertProposal, type NewProposal, type ProposalRow } from '../store/proposals.js';
import { sealParts } from '../store/sealed.js';
import type { KeyStore } from '../trust/key-store.js';
import type { KeyedHash } from '../trust/keyed-hash.js';
import { choosePlace, type MovePorts } from './move.js';
import { stepOf } from './steps.js';

export interface ProposePorts extends MovePorts { formats: Formats; keys: KeyStore; hash: KeyedHash; clock: Clock; stepsOf: StepsOf }

/** What could be understood of a proposal; `alert` in the common model, null where nothing was. */
interface Understood { format: Format; alert: Alert | null; status: AcceptedStatus | null; effectiveStatus: Status; issues: Issue[] }

/** A case alone, without anything of an alert around it: too little to be recognised as a message, and enough for a proposal. */
const isBareCase = (bytes: Uint8Array): boolean => {
  try { return typeof (JSON.parse(Buffer.from(bytes).toString('utf8')) as { case?: unknown } | null)?.case === 'object'; } catch { return false; }
};

/** Of a national document its one message. */
const onlyMessage = (bytes: Uint8Array, formats: Formats, adapter?: string): { format: Format; message: DecodedMessage } => {
  const recognised = adapter ?? formats.detect(bytes)?.id ?? (isBareCase(bytes) ? 'cap-json' : undefined);
  const { format, messages, issues } = decode(bytes, formats, { adapter: recognised });
  if (messages.length !== 1) throw new AlertBridgeError('INVALID', `A proposal is one message, and the document holds ${messages.length}. Send each by itself.`, issues);
  return { format, message: messages[0]! };
};

const ACTIONABLE: readonly Status[] = ['Actual', 'Exercise', 'System', 'Test'];

function understand(bytes: Uint8Array, formats: Formats, receivedAt: Date, adapter?: string): Understood {
  const { format, message } = onlyMessage(bytes, formats, adapter);
  if (!message.alert) return { format, alert: null, status: null, effectiveStatus: 'Actual', issues: message.issues };
  const read = withFacts({ ...message, alert: message.alert });
  const alert = normalise(read, { adapter: format.id, contentSha256: contentSha256(bytes), receivedAt: receivedAt.toISOString() });
  const status = ACTIONABLE.includes(alert.status) ? alert.status as AcceptedStatus : null;
  return { format, alert, status, effectiveStatus: alert.gateway?.effectiveStatus ?? 'Actual', issues: validate(alert, read) };
}

const makerOf = ({ id, country, step }: Principal): { id: string; country: string; step?: string } => {
  if (country === undefined) throw new AlertBridgeError('NOT_ALLOWED', 'The network file does not say for which country you report, so your proposal would come before nobody. Have the operator enter country and step.');
  return { id, country, ...(step ? { step } : {}) };
};

const partsOf = ({ alert, issues }: Understood, bytes: Uint8Array): Parameters<typeof sealParts>[2] => [
  { kind: 'original', plain: bytes }, { kind: 'alert', plain: Buffer.from(JSON.stringify(alert)) }, { kind: 'receipt', plain: Buffer.from(JSON.stringify(issues)) },
];

/** All or nothing. @returns false where the same bytes were proposed in the same moment. */
async function store({ database, keys }: ProposePorts, proposal: Omit<NewProposal, 'keyRef' | 'sealed'>, parts: Parameters<typeof sealParts>[2]): Promise<boolean> {
  const { ref, key } = await keys.create(proposal.id);
  try {
    await database.transaction((sql) => insertProposal(sql, { ...proposal, keyRef: ref, sealed: sealParts(key, proposal.id, parts) }));
    return true;
  } catch (cause) {
    // As for alerts: only where it is certain that nothing was stored.
    if (sqlCode(cause) !== UNIQUE_VIOLATION) throw cause;
    await keys.destroy(ref);
    return false;
  }
}

/**
 * @param to who of the next step it is for, where several stand there.
 * @throws AlertBridgeError UNREADABLE, UNKNOWN_FORMAT, INVALID (not one message), NOT_ALLOWED, BAD_REQUEST.
 */
export async function propose(ports: ProposePorts, principal: Principal, bytes: Uint8Array, wanted: { adapter?: string; to?: string }): Promise<{ proposal: ProposalRow; duplicate: boolean }> {
  const maker = makerOf(principal);
  const bytesHash = ports.hash('bytes', bytes);
  const before = await findProposalByBytes(ports.database, maker.id, bytesHash);
  if (before) return { proposal: before, duplicate: true };

  const madeAt = ports.clock.now();
  const understood = understand(bytes, ports.formats, madeAt, wanted.adapter);
  const chain = [...ports.stepsOf(maker.country)];
  const own = { step: stepOf(chain, maker), holder: maker.id };
  const path = [own, choosePlace(ports.network(), { country: maker.country, chain }, own.step, wanted.to)];
  const { status, effectiveStatus, format } = understood;
  const proposal = { id: newId(), country: maker.country, maker: maker.id, chain, path, status, effectiveStatus, adapter: format.id, madeAt, bytesHash };
  const stored = await store(ports, proposal, partsOf(understood, bytes));
  return { proposal: (await findProposalByBytes(ports.database, maker.id, bytesHash))!, duplicate: !stored };
}

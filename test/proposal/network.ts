// A network in which Albania and Serbia have their referral chains, and a call that tells the story.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCaller, networkOf, sha256, startTestGateway, type Caller, type CentreSpec, type TestGateway } from '../flow/harness.js';
import type { Logger } from '../../src/telemetry/log.js';
import type { EngineName } from '../postgres.js';

const REPORTERS = [
  { id: 'patrol', country: 'AL', step: 'first-responder' }, { id: 'directorate-tirana', country: 'AL', step: 'directorate' }, { id: 'directorate-korca', country: 'AL', step: 'directorate' },
  { id: 'line-116000', country: 'RS', step: 'helpline' }, { id: 'scout', country: 'GR' },
] as const;

const CENTRES: CentreSpec[] = [{ id: 'al' }, { id: 'al-press', country: 'AL' }, { id: 'rs' }, { id: 'gr' }, { id: 'mk' }];

export interface ProposalGateway { gateway: TestGateway; keys: Record<string, string>; call: Caller; edit: (change: (network: any) => void) => Promise<void>; stop: () => Promise<void> }

/** @param gatewayEntry what the network file says of the gateway besides. */
export async function startProposalGateway(gatewayEntry: object = {}, log?: Logger, engine?: EngineName): Promise<ProposalGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'alertbridge-proposals-'));
  const { file, keys } = networkOf(CENTRES, 'all');
  const network = file as { gateway: object; clients: object[] };
  Object.assign(network.gateway, gatewayEntry);
  for (const reporter of REPORTERS) {
    keys[reporter.id] = `key-of-${reporter.id}-${randomBytes(6).toString('hex')}`;
    network.clients.push({ ...reporter, role: 'reporter', keySha256: sha256(keys[reporter.id]!) });
  }
  const path = join(folder, 'network.json');
  writeFileSync(path, JSON.stringify(network));
  const gateway = await startTestGateway(CENTRES, { log, engine, env: { NETWORK_FILE: path } });
  return {
    gateway, keys, call: createCaller(gateway.url, keys),
    edit: async (change) => {
      change(network);
      writeFileSync(path, JSON.stringify(network));
      // Reads NETWORK_FILE again, which is ours.
      await gateway.changeNetwork(() => undefined);
    },
    stop: async () => { await gateway.stop(); rmSync(folder, { recursive: true }); },
  };
}

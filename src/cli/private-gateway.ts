// A gateway for one drill: the cast for a network, an embedded database in a folder of its own, a free port of loopback; gone without a trace afterwards.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../config/environment.js';
import { exerciseNetwork } from '../config/exercise-network.js';
import type { Exercise } from '../model/generated/exercise.js';

export interface PrivateGateway { url: string; keys: Record<string, string>; stop(): Promise<void> }

/** Nothing of the environment reaches it: a DATABASE_URL there would be a real one. */
export async function startPrivateGateway(exercise: Exercise): Promise<PrivateGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'alertbridge-exercise-'));
  const remove = (): void => { rmSync(folder, { recursive: true, force: true }); };
  try {
    const { network, keys } = exerciseNetwork(exercise);
    const networkFile = join(folder, 'network.json');
    writeFileSync(networkFile, JSON.stringify(network), { mode: 0o600 });
    const env = { PORT: '0', DATA_DIR: join(folder, 'data'), NETWORK_FILE: networkFile, LOG_LEVEL: 'silent' };
    const [{ startGateway }, { silentLogger }] = await Promise.all([import('../gateway.js'), import('../telemetry/log.js')]);
    const gateway = await startGateway(readEnvironment(env), env, silentLogger());
    return { url: gateway.url, keys, stop: async () => { await gateway.stop(); remove(); } };
  } catch (cause) {
    remove();
    throw cause;
  }
}

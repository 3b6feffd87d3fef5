// The secrets of a deployment: made once, the same for life, closed to any other master key.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomBytes, sign, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { openDeploymentSecrets } from '../../src/trust/deployment-secrets.js';

const MASTER_KEY = randomBytes(32);
let directory: string;
beforeEach(() => { directory = join(mkdtempSync(join(tmpdir(), 'alertbridge-secrets-')), 'keys'); });
afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }));

const file = (): string => join(directory, 'deployment.json');

describe('the secrets of a deployment', () => {
  test('are made the first time and stay the same', () => {
    const first = openDeploymentSecrets(directory, MASTER_KEY);
    const second = openDeploymentSecrets(directory, MASTER_KEY);
    expect(first.pepper).toHaveLength(32);
    expect(second.pepper.equals(first.pepper)).toBe(true);
    expect(second.check.equals(first.check)).toBe(true);
    expect(verify(null, Buffer.from('checkpoint'), first.publicKey, sign(null, Buffer.from('checkpoint'), second.signingKey))).toBe(true);
  });

  test('are other ones in every deployment', () => {
    const one = openDeploymentSecrets(directory, MASTER_KEY);
    const two = openDeploymentSecrets(join(directory, 'other'), MASTER_KEY);
    expect([one.pepper.equals(two.pepper), one.check.equals(two.check), one.publicKey.equals(two.publicKey)]).toEqual([false, false, false]);
  });

  test('refuse another master key, saying what is wrong and what to give', () => {
    openDeploymentSecrets(directory, MASTER_KEY);
    expect(() => openDeploymentSecrets(directory, randomBytes(32))).toThrow(`The master key does not open the key store ${directory}. Give the key this deployment was made with.`);
  });

  test('say so where their file is damaged, instead of blaming the key', () => {
    openDeploymentSecrets(directory, MASTER_KEY);
    writeFileSync(file(), '{"wrapp');
    expect(() => openDeploymentSecrets(directory, MASTER_KEY)).toThrow(`${file()} is damaged`);
  });

  test('lie in one file that only its owner can read and that shows none of them', () => {
    const { pepper, check } = openDeploymentSecrets(directory, MASTER_KEY);
    expect(readdirSync(directory)).toEqual(['deployment.json']);
    expect(statSync(file()).mode & 0o077).toBe(0);
    const text = readFileSync(file(), 'utf8');
    expect([text.includes('PRIVATE KEY'), text.includes(pepper.toString('base64')), text.includes(check.toString('base64'))]).toEqual([false, false, false]);
  });

  test('have a fingerprint that does not give the pepper away', () => {
    const { pepper, check } = openDeploymentSecrets(directory, MASTER_KEY);
    expect([check.length, check.equals(pepper), check.includes(pepper.subarray(0, 8))]).toEqual([32, false, false]);
  });

  test('are the same for processes that start together', async () => {
    const program = `import { openDeploymentSecrets } from ${JSON.stringify(new URL('../../src/trust/deployment-secrets.ts', import.meta.url).href)};
      while (Date.now() < Number(process.argv[1])) ;
      process.stdout.write(openDeploymentSecrets(process.argv[2], Buffer.from(process.argv[3], 'hex')).check.toString('hex'));`;
    const at = String(Date.now() + 1_500);
    const starts = Array.from({ length: 3 }, () => promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program, at, directory, MASTER_KEY.toString('hex')]));
    const checks = (await Promise.all(starts)).map(({ stdout }) => stdout);
    expect(new Set(checks)).toEqual(new Set([openDeploymentSecrets(directory, MASTER_KEY).check.toString('hex')]));
  });
});

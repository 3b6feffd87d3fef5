// What the listener needs for HTTPS: certificate, key, and the authorities whose certificates callers may show; all read and checked before a port is opened.
import { readFileSync } from 'node:fs';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.js';
import type { Settings } from './environment.js';
import { authorityProblem, certificateEnds, certificateProblem, keyProblem, validityProblem } from './pem.js';

export interface ListenerTls {
  /** PEM, the certificate first and its intermediates after it. */
  cert: string;
  key: string;
  /** PEM of the authorities trusted for callers; where there are none, no caller is asked for a certificate. */
  clientCa?: string;
  /** Whoever shows no certificate is turned away before the first byte of HTTP. */
  clientRequired: boolean;
  ends: Date;
}

type TlsSettings = Pick<Settings, 'tlsCertFile' | 'tlsKeyFile' | 'tlsClientCaFile' | 'tlsClientRequired'>;

const [CERT, KEY, CLIENT_CA] = ['ALERTBRIDGE_TLS_CERT_FILE', 'ALERTBRIDGE_TLS_KEY_FILE', 'ALERTBRIDGE_TLS_CLIENT_CA_FILE'];

/** The text of a file and what a judge says of it. */
const examined = (where: string, file: string, judge: (text: string) => (string | undefined)[]): { text: string; problems: ConfigurationProblem[] } => {
  try {
    const text = readFileSync(file, 'utf8');
    return { text, problems: judge(text).flatMap((problem) => (problem ? [{ where, message: `${file} ${problem}` }] : [])) };
  } catch (cause) {
    return { text: '', problems: [{ where, message: `${file} cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}); it has to exist and be readable by the gateway` }] };
  }
};

/**
 * Reads the files that the settings name; the settings have been checked to go together.
 * @returns undefined where plain HTTP is spoken.
 * @throws ConfigurationError with everything that is wrong with the files.
 */
export function readListenerTls({ tlsCertFile, tlsKeyFile, tlsClientCaFile, tlsClientRequired }: TlsSettings, now: Date): ListenerTls | undefined {
  if (!tlsCertFile || !tlsKeyFile) return undefined;
  const cert = examined(CERT, tlsCertFile, (text) => [certificateProblem(text), validityProblem(text, now)]);
  const key = examined(KEY, tlsKeyFile, (text) => [keyProblem(text, cert.text)]);
  const clientCa = tlsClientCaFile ? examined(CLIENT_CA, tlsClientCaFile, (text) => [authorityProblem(text)]) : undefined;
  const problems = [cert, key, ...(clientCa ? [clientCa] : [])].flatMap((file) => file.problems);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return { cert: cert.text, key: key.text, ...(clientCa ? { clientCa: clientCa.text } : {}), clientRequired: tlsClientRequired, ends: certificateEnds(cert.text) };
}

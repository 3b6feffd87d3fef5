// The certificates of one webhook: found where the network file says they are, and judged as far as can be without calling anybody.
import type { WebhookTransport } from '../model/generated/network.js';
import type { Finding } from './network-schema.js';
import { authorityProblem, certificateEnds, certificateProblem, keyProblem } from './pem.js';
import { asReference, textBehind, type SecretSources } from './secret.js';

/** PEM. `ends` is when the certificate shown to the centre does. */
export interface WebhookTls { ca?: string; cert?: string; key?: string; ends?: Date }

/** Paths of findings are those below the transport. */
export interface ResolvedTls { tls: WebhookTls | undefined; findings: Finding[] }

type Wanted = Pick<WebhookTransport, 'ca' | 'clientCertificate'>;

const looked = (path: string, reference: string, sources: SecretSources, judge: (text: string) => string | undefined): { text?: string; findings: Finding[] } => {
  const found = textBehind(reference, sources);
  if ('problem' in found) return { findings: [{ path, message: found.problem }] };
  const problem = judge(found.secret);
  return problem ? { findings: [{ path, message: problem }] } : { text: found.secret, findings: [] };
};

/**
 * A certificate that has ended is no problem here: it would keep the whole gateway from starting for one centre's sake. The centre will refuse it,
 * its deliveries are held, and doctor warns of it two weeks before.
 */
export function resolveWebhookTls({ ca, clientCertificate }: Wanted, sources: SecretSources): ResolvedTls {
  if (ca === undefined && clientCertificate === undefined) return { tls: undefined, findings: [] };
  const authority = ca === undefined ? undefined : looked('/ca', asReference(ca), sources, authorityProblem);
  const cert = clientCertificate && looked('/clientCertificate/cert', clientCertificate.cert, sources, certificateProblem);
  const key = clientCertificate && looked('/clientCertificate/key', clientCertificate.key, sources, (text) => keyProblem(text, cert?.text ?? ''));
  const findings = [authority, cert, key].flatMap((one) => one?.findings ?? []);
  if (findings.length > 0) return { tls: undefined, findings };
  return { tls: { ...(authority ? { ca: authority.text } : {}), ...(cert && key ? { cert: cert.text, key: key.text, ends: certificateEnds(cert.text!) } : {}) }, findings };
}

// Certificates and private keys as people keep them, in PEM: what is in a file, and whether it can be used.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { attempted } from './attempted.js';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^]+?-----END CERTIFICATE-----/g;

/** The certificates of a PEM text in their order; none where one of them cannot be read. */
export const certificatesIn = (pem: string): X509Certificate[] => attempted(() => (pem.match(CERTIFICATE) ?? []).map((text) => new X509Certificate(text))) ?? [];

const NO_CERTIFICATE = 'holds no certificate; it takes PEM, which begins with -----BEGIN CERTIFICATE-----';

/** What is wrong with a certificate that is to be shown to others; undefined where nothing is. Its chain follows it. */
export const certificateProblem = (pem: string): string | undefined => (certificatesIn(pem).length === 0 ? NO_CERTIFICATE : undefined);

/** What is wrong with the key of a certificate. @param certificate as PEM; where it cannot be read, only the key itself is judged. */
export const keyProblem = (pem: string, certificate: string): string | undefined => {
  if (pem.includes('ENCRYPTED')) return 'is protected by a passphrase, and nobody is there to type it; take the passphrase off and let only the gateway read it';
  const key = attempted(() => createPrivateKey(pem));
  if (!key) return 'holds no private key; it takes PEM, which begins with -----BEGIN PRIVATE KEY-----';
  const [leaf] = certificatesIn(certificate);
  return leaf && !leaf.checkPrivateKey(key) ? 'does not fit the certificate; the first certificate of its file has to be the one made for this key' : undefined;
};

/** What is wrong with certificates by which others are to be judged. */
export const authorityProblem = (pem: string): string | undefined => {
  const certificates = certificatesIn(pem);
  if (certificates.length === 0) return NO_CERTIFICATE;
  return certificates.every(({ ca }) => ca) ? undefined : 'holds a certificate that is no certificate authority; it takes those of the authorities that issue';
};

/** When the first certificate of a chain ends: that is the one shown. */
export const certificateEnds = (pem: string): Date => new Date(certificatesIn(pem)[0]?.validTo ?? NaN);

/** What is wrong with the dates of a certificate. */
export const validityProblem = (pem: string, now: Date): string | undefined => {
  const [leaf] = certificatesIn(pem);
  if (!leaf) return undefined;
  if (new Date(leaf.validTo) < now) return `ended on ${new Date(leaf.validTo).toISOString()}; nobody would trust it, so get a new one`;
  return new Date(leaf.validFrom) > now ? `is not valid before ${new Date(leaf.validFrom).toISOString()}; check the clock of this machine, or use the certificate it is to replace` : undefined;
};

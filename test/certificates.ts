// Certificates for tests, made on the spot with the dates and purposes a test asks for. Written in DER by hand, because Node signs but does not issue.
import { generateKeyPairSync, randomBytes, sign, X509Certificate, type KeyObject } from 'node:crypto';

export interface Issued { cert: string; key: string; /** As openssl prints it: capitals and colons. */ fingerprint: string; name: string; privateKey: KeyObject }

export interface CertificateSpec {
  /** Common name. */
  name: string;
  /** Default: by itself. */
  by?: Issued;
  ca?: boolean;
  dns?: string[];
  ip?: string[];
  purposes?: ('server' | 'client')[];
  /** Days from now; both may be negative. Default yesterday to a month ahead. */
  from?: number;
  until?: number;
}

const DAY_MS = 86_400_000;

const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length < 128 ? Buffer.from([body.length]) : body.length < 256 ? Buffer.from([0x81, body.length]) : Buffer.from([0x82, body.length >> 8, body.length & 255]);
  return Buffer.concat([Buffer.from([tag]), size, body]);
};
const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const extension = (id: string, value: Buffer, critical = false): Buffer => sequence(oid(id), ...(critical ? [der(0x01, Buffer.from([255]))] : []), der(0x04, value));
const time = (days: number): Buffer => der(0x18, Buffer.from(new Date(Date.now() + days * DAY_MS).toISOString().replace(/[-:T]|\.\d+/g, '')));
const nameOf = (text: string): Buffer => sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(text)))));

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
const PURPOSES = { server: oid('2b06010505070301'), client: oid('2b06010505070302') };

const extensionsOf = ({ ca = false, dns = [], ip = [], purposes }: CertificateSpec): Buffer[] => [
  extension('551d13', sequence(...(ca ? [der(0x01, Buffer.from([255]))] : [])), true),
  ...(dns.length + ip.length > 0 ? [extension('551d11', sequence(...dns.map((name) => der(0x82, Buffer.from(name))), ...ip.map((address) => der(0x87, Buffer.from(address.split('.').map(Number))))))] : []),
  ...(purposes ? [extension('551d25', sequence(...purposes.map((purpose) => PURPOSES[purpose])))] : []),
];

const pem = (bytes: Buffer): string => `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`;

/** A key of P-256 and its certificate. */
export function issue(spec: CertificateSpec): Issued {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = spec.by?.privateKey ?? privateKey;
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))), der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])), ECDSA_SHA256,
    nameOf(spec.by?.name ?? spec.name), sequence(time(spec.from ?? -1), time(spec.until ?? 30)), nameOf(spec.name),
    publicKey.export({ type: 'spki', format: 'der' }), der(0xa3, sequence(...extensionsOf(spec))),
  );
  const cert = pem(sequence(toBeSigned, ECDSA_SHA256, der(0x03, Buffer.from([0]), sign('sha256', toBeSigned, signer))));
  return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), fingerprint: new X509Certificate(cert).fingerprint256, name: spec.name, privateKey };
}

export const authority = (name: string): Issued => issue({ name, ca: true });

/** For a server on this machine, by name and by address. */
export const serverOf = (by: Issued, more: Partial<CertificateSpec> = {}): Issued => issue({ name: 'localhost', by, dns: ['localhost'], ip: ['127.0.0.1'], purposes: ['server'], ...more });

export const clientOf = (by: Issued, name: string, more: Partial<CertificateSpec> = {}): Issued => issue({ name, by, purposes: ['client'], ...more });

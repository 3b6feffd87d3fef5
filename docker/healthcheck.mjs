// HEALTHCHECK of the image: exit 0 while the gateway of this container says that it lives. Where it speaks TLS, it has to show the very certificate of its own settings.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import { isIP } from 'node:net';

const { PORT, ALERTBRIDGE_TLS_CERT_FILE: file, ALERTBRIDGE_TLS_CLIENT_REQUIRED: required } = process.env;
const end = (alive) => process.exit(alive ? 0 : 1);

/** A name the certificate was made for, so that it is checked as it stands, and the certificate itself as the only authority. */
const trusting = (pem) => {
  const [, kind, name] = /^(DNS|IP Address):([^,]+)/.exec(new X509Certificate(pem).subjectAltName ?? '') ?? [];
  const servername = name?.replace('*', 'health');
  return { ca: pem, allowPartialTrustChain: true, ...(kind === 'DNS' && isIP(servername) === 0 ? { servername } : {}) };
};

const request = (file ? getSecure : getPlain)({ host: '127.0.0.1', port: PORT || 8080, path: '/healthz', timeout: 4_000, ...(file ? trusting(readFileSync(file)) : {}) }, ({ statusCode }) => end(statusCode === 200));
request.on('timeout', () => end(false)).on('error', () => end(false));
// Where nobody comes in without a certificate, a probe has none: that the gateway shows its own in TLS is all it can see.
if (required === 'true') request.on('socket', (socket) => socket.once('secureConnect', () => end(true)));

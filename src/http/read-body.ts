// Reads a body, unpacked, up to the limit; what is refused halfway is let run into nothing, so that the answer still reaches the caller.
import type { Request } from 'express';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { AlertBridgeError } from '../errors.js';

/** Bytes of one body, unpacked. */
export const BODY_LIMIT = 5 * 1024 * 1024;

const DECODERS: Record<string, (() => Transform) | undefined> = { identity: undefined, gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress };

const tooLarge = (): AlertBridgeError => new AlertBridgeError('TOO_LARGE', 'The body is larger than 5 MB. Send pictures as links instead of inside the message.');
const brokenOff = (): AlertBridgeError => new AlertBridgeError('BAD_REQUEST', 'The connection ended before the whole body had arrived.');
const notPacked = (): AlertBridgeError => new AlertBridgeError('BAD_REQUEST', 'The body is not compressed in the way its Content-Encoding says.');

const encodingOf = (request: Request): string => {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (!Object.hasOwn(DECODERS, encoding)) throw new AlertBridgeError('UNKNOWN_FORMAT', 'The content encoding is not supported. Send the body plain or compressed with gzip.');
  return encoding;
};

/** @param grew told how much has been read, unpacked; what it throws ends the reading. @throws AlertBridgeError */
export async function readBody(request: Request, grew: (size: number) => void): Promise<Buffer> {
  const decoder = DECODERS[encodingOf(request)]?.();
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) { decoder?.destroy(); throw tooLarge(); }
  const source: Readable = decoder ? request.pipe(decoder) : request;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    await new Promise<void>((resolve, reject) => {
      source.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > BODY_LIMIT) { reject(tooLarge()); return; }
        try { grew(size); } catch (cause) { reject(cause instanceof AlertBridgeError ? cause : brokenOff()); return; }
        chunks.push(chunk);
      });
      source.once('end', resolve);
      decoder?.once('error', () => reject(notPacked()));
      request.once('aborted', () => reject(brokenOff())).once('error', () => reject(brokenOff()));
    });
    return Buffer.concat(chunks, size);
  } catch (cause) {
    if (decoder) { request.unpipe(decoder); decoder.removeAllListeners('data'); decoder.on('error', () => undefined).destroy(); }
    request.removeAllListeners('data').resume();
    throw cause;
  }
}

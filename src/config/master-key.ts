// The shape of the key that wraps every other key at rest.

const BYTES = 32;

/** Reads 64 hexadecimal digits or the base64 of 32 bytes; undefined for anything else. Hexadecimal first: 64 digits are also base64, of 48 bytes. */
export const parseMasterKey = (text: string): Buffer | undefined => {
  const written = text.trim();
  if (/^[0-9a-f]{64}$/i.test(written)) return Buffer.from(written, 'hex');
  const key = /^[A-Za-z0-9+/_-]{43}=?$/.test(written) ? Buffer.from(written, 'base64') : undefined;
  return key?.length === BYTES ? key : undefined;
};

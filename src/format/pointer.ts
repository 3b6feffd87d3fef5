// JSON pointers (RFC 6901), the language in which adapters, schema and losses say where something stands.

/** One key or index as it is written inside a pointer. */
export const segment = (key: string | number): string => String(key).replaceAll('~', '~0').replaceAll('/', '~1');

/** The keys along a pointer: `/a/0/b~1c` → `a`, `0`, `b/c`. */
export const segments = (pointer: string): string[] => {
  const parts = pointer.split('/').slice(1);
  return pointer.includes('~') ? parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')) : parts;
};

/** The pointer of what holds this value; empty for the document. */
export const parent = (pointer: string): string => pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));

// The answer to an erase order may be its receipt: believed only where it names the very alert.

/** @returns whether the receiver says that it has erased the alert. */
export function readErased(body: Buffer, alert: string): boolean {
  try { return (JSON.parse(body.toString('utf8')) as { erased?: unknown } | null)?.erased === alert; } catch { return false; }
}

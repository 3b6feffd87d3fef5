// How much work something is, apart from how busy the machine is: what a test may say of hostile input without looking at the clock on the wall.

/** Far above what any input within our limits takes, far below what work that grows with its square would. */
export const BOUNDED_SECONDS = 10;

/** @returns seconds of processor time that this process spent while `work` ran. */
export function processorSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

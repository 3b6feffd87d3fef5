// What people write into files may be anything: the way to try it that says no instead of throwing.

export const attempted = <T>(make: () => T): T | undefined => {
  try { return make(); } catch { return undefined; }
};

// The only door to the time of day. Passed as an argument, so that the path can be tested at any moment.
export interface Clock { now(): Date; /** Milliseconds that never jump. */ monotonic(): number }

export const systemClock: Clock = { now: () => new Date(), monotonic: () => performance.now() };

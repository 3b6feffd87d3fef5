// The few figures the benchmarks speak in: middle, tail, and how far rounds lie apart.

/** @param share 0.5 for the median, 0.99 for the p99. */
export const quantile = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return Number.isInteger(middle) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[Math.floor(middle)];
};

/** Least, middle and greatest: what a reader needs to judge a figure from a noisy machine. */
export const spread = (values) => ({ median: median(values), min: Math.min(...values), max: Math.max(...values) });

/** Milliseconds of the monotonic clock that all processes of a Linux machine share. */
export const now = () => Number(process.hrtime.bigint()) / 1e6;

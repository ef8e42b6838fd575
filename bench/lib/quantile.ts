/**
 * A value of the sample below which the given share lies, by nearest rank.
 *
 * @param share 0.5 is the median
 * @throws RangeError for an empty sample
 */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
  if (value === undefined) throw new RangeError('An empty sample has no quantile');
  return value;
}

export const median = (sample: readonly number[]): number => quantile(sample, 0.5);

/** A piece of a windowed table body: a row to draw, or the height of the rows left out before the next one. */
export type WindowPart =
  | { readonly kind: 'row'; readonly index: number }
  | { readonly kind: 'gap'; readonly key: string; readonly heightPx: number };

/**
 * Lays out the rows to draw. Their indexes ascend and may have holes: the focused row stays mounted when it is scrolled
 * out of sight, otherwise the keyboard would lose its place.
 */
export function layOutRows(indexes: readonly number[], rowCount: number, rowHeightPx: number): WindowPart[] {
  const parts: WindowPart[] = [];
  let next = 0;
  const addGap = (until: number): void => {
    if (until > next) parts.push({ kind: 'gap', key: `gap-${next}`, heightPx: (until - next) * rowHeightPx });
  };
  for (const index of indexes) {
    addGap(index);
    parts.push({ kind: 'row', index });
    next = index + 1;
  }
  addGap(rowCount);
  return parts;
}

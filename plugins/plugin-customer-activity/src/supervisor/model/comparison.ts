/** A figure beside the one of the range before. */
export type Change =
  /** There was none before. */
  | { readonly kind: 'new' }
  | { readonly kind: 'same' }
  /** `share` of what there was before; both with their sign. */
  | { readonly kind: 'changed'; readonly difference: number; readonly share: number }
  /** The range before had more rows than are asked for, and this was not among the first of them. */
  | { readonly kind: 'unknown' };

/** @param before null where it is not known */
export function changeOf(figure: number, before: number | null): Change {
  if (before === null) return { kind: 'unknown' };
  if (figure === before) return { kind: 'same' };
  if (before === 0) return { kind: 'new' };
  return { kind: 'changed', difference: figure - before, share: (figure - before) / before };
}

/** For sorting: what is new counts whole, what is unknown comes last. */
export function differenceOf(change: Change, figure: number): number {
  switch (change.kind) {
    case 'new':
      return figure;
    case 'same':
      return 0;
    case 'changed':
      return change.difference;
    case 'unknown':
      return Number.NEGATIVE_INFINITY;
  }
}

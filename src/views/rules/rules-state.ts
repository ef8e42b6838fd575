/** What went wrong last with rules. */
export type RulesTrouble =
  | { readonly kind: 'read' | 'save'; readonly reason: string; readonly retry: () => Promise<boolean> }
  | { readonly kind: 'conflict' };

/** What was done last, to be told and taken back. */
export interface Deed {
  readonly sentence: string;
  /** Null for what is taken back by its like: an added rule is removed. */
  readonly undo: (() => void) | null;
}

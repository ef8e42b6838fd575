import type { Source } from '../../observable';
import { createKeptEditor, type KeptState } from './kept-editor';

/** Rules as the backend answers them. */
export interface StoredRules<Rule> {
  /** Raised by every change. */
  readonly revision: number;
  readonly rules: readonly Rule[];
  /** Whether the caller may change them. */
  readonly canEdit: boolean;
}

/** Rules that are saved with each change. Nothing rejects: the state says how it ended. */
export interface RulesEditor<Rule> extends Source<KeptState<StoredRules<Rule>>> {
  readonly load: () => Promise<boolean>;
  /** Makes new rules of those that there are when it is their turn. @returns whether they are saved */
  readonly change: (next: (rules: readonly Rule[]) => readonly Rule[]) => Promise<boolean>;
}

/** Where rules are kept. Both reject with a `BackendError`. */
export interface RulesStore<Rule> {
  readonly read: () => Promise<StoredRules<Rule>>;
  /** Takes all rules, if the revision is the one that they have. */
  readonly replace: (update: { readonly revision: number; readonly rules: Rule[] }) => Promise<StoredRules<Rule>>;
  /** The rules as they are now, told by the body of a refused change; null where it tells none. */
  readonly conflictIn: (body: unknown) => StoredRules<Rule> | null;
}

/** Edits a list of rules that is replaced as a whole, as {@link createKeptEditor} does. */
export function createRulesEditor<Rule>({ replace, ...store }: RulesStore<Rule>): RulesEditor<Rule> {
  const kept = createKeptEditor(store);
  return {
    ...kept,
    change: (next) => kept.change(({ revision, rules }) => replace({ revision, rules: [...next(rules)] })),
  };
}

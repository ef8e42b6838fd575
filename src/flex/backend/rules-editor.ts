import { createValueSource, type Source } from '../../observable';
import { BackendError } from './send-to-backend';
import { failureOf } from './failure';

/** Rules as the backend answers them. */
export interface StoredRules<Rule> {
  /** Raised by every change. */
  readonly revision: number;
  readonly rules: readonly Rule[];
  /** Whether the caller may change them. */
  readonly canEdit: boolean;
}

/** What went wrong last. `conflict`: somebody changed the rules meanwhile, and they are now as that person left them. */
export type RulesFailure =
  | { readonly kind: 'read' | 'save'; readonly reason: string; readonly retry: () => Promise<boolean> }
  | { readonly kind: 'conflict' };

export interface RulesEditorState<Rule> {
  /** Null before the first answer. */
  readonly current: StoredRules<Rule> | null;
  readonly isBusy: boolean;
  readonly failure: RulesFailure | null;
}

/** Rules that are saved with each change. Nothing rejects: the state says how it ended. */
export interface RulesEditor<Rule> extends Source<RulesEditorState<Rule>> {
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

export function createRulesEditor<Rule>({ read, replace, conflictIn }: RulesStore<Rule>): RulesEditor<Rule> {
  const state = createValueSource<RulesEditorState<Rule>>({ current: null, isBusy: false, failure: null });

  async function run(kind: 'read' | 'save', command: () => Promise<StoredRules<Rule>>): Promise<boolean> {
    const before = state.getSnapshot();
    if (before.isBusy) return false;
    state.set({ ...before, isBusy: true, failure: null });
    try {
      state.set({ current: await command(), isBusy: false, failure: null });
      return true;
    } catch (error) {
      const current = conflictIn(error instanceof BackendError ? error.body : undefined);
      const retry = (): Promise<boolean> => run(kind, command);
      state.set(
        current === null
          ? { ...before, isBusy: false, failure: { kind, reason: failureOf(error).message, retry } }
          : { current, isBusy: false, failure: { kind: 'conflict' } },
      );
      return false;
    }
  }

  return {
    getSnapshot: state.getSnapshot,
    subscribe: state.subscribe,
    load: () => run('read', read),
    change(next) {
      const { current } = state.getSnapshot();
      if (current === null) return Promise.resolve(false);
      return run('save', () => replace({ revision: current.revision, rules: [...next(current.rules)] }));
    },
  };
}

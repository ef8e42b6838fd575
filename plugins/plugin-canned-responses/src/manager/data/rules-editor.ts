import {
  parseWithSchema,
  ResponseRulesConflict,
  type ResponseRule,
  type ResponseRules,
} from '@flex-sync-suite/shared/contract';
import { createValueSource, type Source } from '@flex-sync-suite/shared/observable';
import { failureOf } from '@flex-sync-suite/shared/flex';
import { refusalBody, type ManagerApi } from './manager-api';

/** What went wrong last. `conflict`: somebody changed the rules meanwhile, and they are now as that person left them. */
export type RulesFailure =
  | { readonly kind: 'read' | 'save'; readonly reason: string; readonly retry: () => Promise<boolean> }
  | { readonly kind: 'conflict' };

export interface RulesEditorState {
  /** Null before the first answer. */
  readonly current: ResponseRules | null;
  readonly isBusy: boolean;
  readonly failure: RulesFailure | null;
}

/** The rules, saved with each change. Nothing rejects: the state says how it ended. */
export interface RulesEditor extends Source<RulesEditorState> {
  readonly load: () => Promise<boolean>;
  /** Makes new rules of those that there are when it is their turn. @returns whether they are saved */
  readonly change: (next: (rules: readonly ResponseRule[]) => readonly ResponseRule[]) => Promise<boolean>;
}

export function createRulesEditor(api: Pick<ManagerApi, 'rules' | 'replaceRules'>): RulesEditor {
  const state = createValueSource<RulesEditorState>({ current: null, isBusy: false, failure: null });

  async function run(kind: 'read' | 'save', command: () => Promise<ResponseRules>): Promise<boolean> {
    const before = state.getSnapshot();
    if (before.isBusy) return false;
    state.set({ ...before, isBusy: true, failure: null });
    try {
      state.set({ current: await command(), isBusy: false, failure: null });
      return true;
    } catch (error) {
      const refused = parseWithSchema(ResponseRulesConflict, refusalBody(error));
      const retry = (): Promise<boolean> => run(kind, command);
      state.set(
        refused.ok
          ? { current: refused.value.current, isBusy: false, failure: { kind: 'conflict' } }
          : { ...before, isBusy: false, failure: { kind, reason: failureOf(error).message, retry } },
      );
      return false;
    }
  }

  return {
    getSnapshot: state.getSnapshot,
    subscribe: state.subscribe,
    load: () => run('read', () => api.rules()),
    change(next) {
      const { current } = state.getSnapshot();
      if (current === null) return Promise.resolve(false);
      return run('save', () => api.replaceRules({ revision: current.revision, rules: [...next(current.rules)] }));
    },
  };
}

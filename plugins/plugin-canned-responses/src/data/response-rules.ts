import { RESPONSE_RULES_PATH, ResponseRules, type ResponseRule } from '@flex-sync-suite/shared/contract';
import type { BackendClient } from '@flex-sync-suite/shared/flex';
import { createValueSource, type Source } from '@flex-sync-suite/shared/observable';

/** A lead's change reaches agents with the next task after so long. */
export const RULES_KEPT_MS = 5 * 60_000;
/** After a failure the backend is left alone for so long. */
const FAILURE_KEPT_MS = 30_000;

/** The rules that rank responses by what the customer does, as the backend told them last; none before it did. */
export interface RuleStore extends Source<readonly ResponseRule[]> {
  /** Asks for them, unless it did a moment ago. Without an answer the rules stay, and responses keep their usual order. */
  readonly request: () => void;
}

const NO_RULES: readonly ResponseRule[] = [];

export function createRuleStore(client: BackendClient, now: () => number = Date.now): RuleStore {
  const rules = createValueSource(NO_RULES);
  let askAgainAt = 0;
  return {
    getSnapshot: rules.getSnapshot,
    subscribe: rules.subscribe,
    request() {
      if (now() < askAgainAt) return;
      askAgainAt = now() + FAILURE_KEPT_MS;
      client.request({ path: RESPONSE_RULES_PATH, schema: ResponseRules }).then(
        ({ rules: told }) => {
          askAgainAt = now() + RULES_KEPT_MS;
          if (JSON.stringify(told) !== JSON.stringify(rules.getSnapshot())) rules.set(told);
        },
        // A help that is missing is no failure to talk about: the list works without it.
        () => undefined,
      );
    },
  };
}

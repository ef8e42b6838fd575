import { createValueSource, type Source } from '@flex-sync-suite/shared/observable';
import { failureOf, type Failure } from '@flex-sync-suite/shared/flex';

/** What was asked of the store, and what is known of it. */
export interface Asked<Question, Answer> {
  /** Null before anybody asked. */
  readonly question: Question | null;
  /** Null until there is one; a failure keeps it. */
  readonly answer: Answer | null;
  readonly isLoading: boolean;
  readonly failure: Failure | null;
}

/** One question at a time: a newer one is what counts, whichever is answered first. */
export interface Asking<Question, Answer> extends Source<Asked<Question, Answer>> {
  /** Asks, unless it is being asked or answered; the answer to another question goes. */
  readonly ask: (question: Question) => void;
  /** Asks another question about the same, such as for more rows: what is shown stays until it is answered. */
  readonly extend: (question: Question) => void;
  /** Asks the same again. */
  readonly again: () => void;
  /** Nobody looks any more: gives up what is not answered. Who asks next wants to know how it stands then. */
  readonly stop: () => void;
}

export function createAsking<Question, Answer>(
  load: (question: Question, signal: AbortSignal) => Promise<Answer>,
): Asking<Question, Answer> {
  const state = createValueSource<Asked<Question, Answer>>({
    question: null,
    answer: null,
    isLoading: false,
    failure: null,
  });
  let current: AbortController | null = null;
  let isLeft = false;

  function begin(question: Question, answer: Answer | null): void {
    current?.abort();
    isLeft = false;
    const own = new AbortController();
    current = own;
    state.set({ question, answer, isLoading: true, failure: null });
    load(question, own.signal).then(
      (found) => {
        if (current === own) state.set({ question, answer: found, isLoading: false, failure: null });
      },
      (error: unknown) => {
        if (current === own) state.set({ question, answer, isLoading: false, failure: failureOf(error) });
      },
    );
  }

  return {
    ...state,
    ask(question) {
      const asked = state.getSnapshot();
      const isSame = asked.question !== null && JSON.stringify(asked.question) === JSON.stringify(question);
      if (!isSame) begin(question, null);
      else if (isLeft) begin(question, asked.answer);
    },
    extend(question) {
      begin(question, state.getSnapshot().answer);
    },
    again() {
      const { question, answer } = state.getSnapshot();
      if (question !== null) begin(question, answer);
    },
    stop() {
      isLeft = true;
      const asked = state.getSnapshot();
      if (!asked.isLoading) return;
      current?.abort();
      current = null;
      state.set({ ...asked, isLoading: false });
    },
  };
}

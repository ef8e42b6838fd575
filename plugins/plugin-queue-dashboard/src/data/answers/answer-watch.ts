import { failureOf, isForbidden, type Failure } from '@flex-sync-suite/shared/flex';
import { onDemand, type Source } from '@flex-sync-suite/shared/observable';

/** After a change the backend is asked anew, but not more often than this. */
const SHORTEST_PAUSE_MS = 2_000;
/** Without a change too: who is in which activity is in no Document. */
const USUAL_PAUSE_MS = 10_000;

/** What the backend answered to a question that somebody keeps asking. */
export interface WatchedAnswer<Answer> {
  /** Null until there is one; a failure keeps it. */
  readonly answer: Answer | null;
  /** When it came, by the browser's clock. */
  readonly answeredAt: number | null;
  /** Why it was not answered last time; null when it was. */
  readonly failure: Failure | null;
}

/** Keeps an answer fresh while somebody follows it. */
export interface AnswerWatch<Answer> extends Source<WatchedAnswer<Answer>> {
  /** What it is about is another than when it was asked. */
  readonly changed: () => void;
  /** Asks at once. */
  readonly again: () => void;
  readonly isFollowed: () => boolean;
}

const NOTHING_KNOWN = { answer: null, answeredAt: null, failure: null } as const;
const nothing = (): void => undefined;

/** In place of a question that nobody has to ask. */
export const RESTING: AnswerWatch<never> = {
  getSnapshot: () => NOTHING_KNOWN,
  subscribe: () => nothing,
  changed: nothing,
  again: nothing,
  isFollowed: () => false,
};

type Phase =
  | { readonly kind: 'not-followed' }
  | { readonly kind: 'asking'; readonly request: AbortController }
  | { readonly kind: 'waiting'; readonly timer: ReturnType<typeof setTimeout> | undefined };

export interface AnswerWatchOptions {
  /** After which it is asked without a change too. Default: ten seconds. */
  readonly longestPauseMs?: number;
  /** For how long it is not asked again, whatever changes. Default: for two seconds after a change. */
  readonly leastPauseMs?: () => number;
}

/** @param load gives up when its signal says so */
export function createAnswerWatch<Answer>(
  load: (signal: AbortSignal) => Promise<Answer>,
  { longestPauseMs = USUAL_PAUSE_MS, leastPauseMs = () => 0 }: AnswerWatchOptions = {},
): AnswerWatch<Answer> {
  let watched: WatchedAnswer<Answer> = NOTHING_KNOWN;
  let phase: Phase = { kind: 'not-followed' };
  let tell = (): void => undefined;
  let askedAt = 0;
  let isChanged = false;

  function enter(next: Phase): void {
    if (phase.kind === 'asking') phase.request.abort();
    if (phase.kind === 'waiting') clearTimeout(phase.timer);
    phase = next;
  }

  function ask(): void {
    const request = new AbortController();
    enter({ kind: 'asking', request });
    askedAt = Date.now();
    isChanged = false;
    const settle = (next: WatchedAnswer<Answer>): void => {
      if (phase.kind !== 'asking' || phase.request !== request) return;
      watched = next;
      wait();
      tell();
    };
    load(request.signal).then(
      (answer) => {
        settle({ answer, answeredAt: Date.now(), failure: null });
      },
      (error: unknown) => {
        const failure = failureOf(error);
        const kept = isFinal(failure) ? { answer: null, answeredAt: null } : watched;
        settle({ ...kept, failure });
      },
    );
  }

  /** A backend that fails is not asked at each change. */
  function wait(): void {
    const { failure } = watched;
    const pauseMs = Math.max(isChanged && failure === null ? SHORTEST_PAUSE_MS : longestPauseMs, leastPauseMs());
    // Never longer than the pause, also when the clock was set back.
    const leftMs = Math.min(pauseMs, Math.max(0, askedAt + pauseMs - Date.now()));
    const isOver = failure !== null && isFinal(failure);
    enter({ kind: 'waiting', timer: isOver ? undefined : setTimeout(ask, leftMs) });
  }

  return {
    ...onDemand({
      getSnapshot: () => watched,
      start: (listener) => {
        tell = listener;
        // What nobody followed for a while is not shown as if it were of now.
        if (watched.answeredAt !== null && Date.now() - watched.answeredAt > longestPauseMs) watched = NOTHING_KNOWN;
        ask();
        return () => {
          tell = () => undefined;
          enter({ kind: 'not-followed' });
        };
      },
    }),
    changed() {
      isChanged = true;
      if (phase.kind === 'waiting') wait();
    },
    again: ask,
    isFollowed: () => phase.kind !== 'not-followed',
  };
}

/** To ask again would change nothing. */
const isFinal = (failure: Failure): boolean => isForbidden(failure) || isGone(failure);

/** Whether there is no such thing. */
export const isGone = ({ code }: Failure): boolean => code === 'not_found';

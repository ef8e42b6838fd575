import type { LiveViewState, LossCause, ViewProblem } from './live-view-state';

/** A title and the sentences below it. */
export interface MessageWords {
  readonly title: string;
  readonly text: string;
  /** For whoever operates it, small below the words. Default: nothing. */
  readonly code?: string | null;
}

/** The words of one view for the states that show no list. */
export interface ViewMessages {
  readonly loading: MessageWords;
  /** The text is the reason. */
  readonly unconfiguredTitle: string;
  readonly forbidden: MessageWords;
  /** The text follows what happened, where trying again may help. */
  readonly error: MessageWords;
  readonly empty: MessageWords;
  readonly noMatch: MessageWords;
  /** Label of the button that `noMatch` comes with. */
  readonly clearFilter: string;
}

/** What happened; with an action of its own where trying again by itself is not the answer. */
interface ProblemWords {
  readonly happened: string;
  readonly action?: string;
}

const SIGN_IN_AGAIN = 'Sign in to Flex again; if that does not help, tell your administrator.';
const RELOAD = 'Reload the page to connect again.';

const PROBLEMS: Readonly<Record<ViewProblem, ProblemWords>> = {
  network: { happened: 'There is no connection to Twilio; your network may be down.' },
  'no-token': { happened: 'The backend is not answering.' },
  denied: { happened: 'Sign-in for live data was refused.', action: SIGN_IN_AGAIN },
  ended: { happened: 'The connection to Twilio has ended for good.', action: RELOAD },
  'not-found': { happened: 'They are not there yet, or were removed.' },
  removed: { happened: 'They were removed.' },
  forbidden: { happened: 'You have no permission to read them.', action: SIGN_IN_AGAIN },
  'invalid-data': { happened: 'What arrived is damaged.', action: 'Ask your administrator to check the backend.' },
  'rate-limited': { happened: 'Twilio asks to wait, because too much is being read at once.' },
  'too-many-subscriptions': {
    happened: 'This page follows more than one connection may.',
    action: 'Reload the page; if it happens again, tell your administrator.',
  },
  disconnected: { happened: 'The connection went away before they had arrived.' },
  conflict: { happened: 'They were changed at the same moment.' },
  unknown: { happened: 'Something unexpected happened.' },
};

/** The message that stands in place of the list, or null when the list is shown. */
export function messageWords(state: LiveViewState, messages: ViewMessages): MessageWords | null {
  switch (state.kind) {
    case 'loading':
    case 'forbidden':
    case 'empty':
      return messages[state.kind];
    case 'no-match':
      return messages.noMatch;
    case 'unconfigured':
      return { title: messages.unconfiguredTitle, text: asSentence(state.reason) };
    case 'denied':
      return {
        title: 'Sign-in for live data was refused',
        text: `You may not read it with this account. ${SIGN_IN_AGAIN}`,
        code: state.code,
      };
    case 'error': {
      const { happened, action = messages.error.text } = PROBLEMS[state.problem];
      return { title: messages.error.title, text: `${happened} ${action}`, code: state.code };
    }
    case 'ready':
    case 'stale':
    case 'lost':
      return null;
  }
}

/** The words of one view for the states that show a list which is not live. */
export interface OutageMessages {
  /** That what is shown is old: a whole sentence. `since` is a time of day, null where it is unknown. */
  readonly isOld: (since: string | null) => string;
}

const OUTAGES: Readonly<Record<LossCause, { readonly title: string; readonly action: string }>> = {
  network: {
    title: 'Connection lost',
    action: 'Reconnecting by itself; if this stays, check your network.',
  },
  'no-token': {
    title: 'The backend is not answering',
    action: 'It continues by itself when the backend is back.',
  },
  denied: { title: 'Sign-in for live data was refused', action: SIGN_IN_AGAIN },
  ended: { title: 'Connection lost', action: RELOAD },
};

/**
 * The one notice of an outage above a list that is still shown, or null when all is well: what happened, how old the list
 * is, and what to do.
 *
 * @param timeOfDay writes an instant, in milliseconds since the epoch
 */
export function outageWords(
  state: LiveViewState,
  { isOld }: OutageMessages,
  timeOfDay: (instant: number) => string,
): MessageWords | null {
  if (state.kind !== 'lost' && state.kind !== 'stale') return null;
  const since = state.since === null ? null : timeOfDay(state.since);
  // Over a live wire too, it is the backend that gives no sign of life.
  const { title, action } = OUTAGES[state.kind === 'stale' ? 'no-token' : state.cause];
  return { title, text: `${isOld(since)} ${action}`, code: state.kind === 'lost' ? state.code : null };
}

/** A reason from elsewhere as a sentence of its own: trimmed, and with one full stop. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

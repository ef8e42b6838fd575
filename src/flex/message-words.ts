import type { LiveViewState } from '../hooks';

/** A title and the sentences below it. */
export interface MessageWords {
  readonly title: string;
  readonly text: string;
}

/** The words of one view for the states that show no list. */
export interface ViewMessages {
  readonly loading: MessageWords;
  /** The text is the reason. */
  readonly unconfiguredTitle: string;
  readonly forbidden: MessageWords;
  /** The text follows the reason. */
  readonly error: MessageWords;
  readonly empty: MessageWords;
  readonly noMatch: MessageWords;
  /** Label of the button that `noMatch` comes with. */
  readonly clearFilter: string;
}

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
        text: `${asSentence(state.reason)} Sign in to Flex again; if that does not help, tell your administrator.`,
      };
    case 'error':
      return { title: messages.error.title, text: `${asSentence(state.reason)} ${messages.error.text}` };
    case 'ready':
    case 'stale':
    case 'lost':
      return null;
  }
}

/** A reason from elsewhere as a sentence of its own: trimmed, and with one full stop. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** The words of anything that was thrown, for a person. */
export const errorWords = (error: unknown): string => (error instanceof Error ? error.message : String(error));

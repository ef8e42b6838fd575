import type { Placeholder } from '@flex-sync-suite/shared/contract';
import { labelsOf } from '../insert/insert-strings';

/** Words of what appears at the composer. */
export const composerStrings = {
  dropHere: (title: string) => `Drop to insert “${title}”`,
  dropWithKey: (title: string) => `Press Enter to insert “${title}”, Escape to cancel`,
  popover: {
    label: 'Responses for the message',
    hint: (canSend: boolean) =>
      canSend
        ? '↑ ↓ choose, Enter inserts, Ctrl+Enter inserts and sends, Esc closes'
        : '↑ ↓ choose, Enter inserts, Esc closes',
    found: (count: string) =>
      count === '0' ? 'No response matches.' : `${count} responses. Arrow keys choose, Enter inserts.`,
    none: 'No response matches.',
  },
  held: {
    title: 'Message not sent',
    text: (placeholders: readonly Placeholder[]) => `Fill in before sending: ${labelsOf(placeholders)}.`,
    goTo: 'Go to it',
    override: 'Send anyway',
    dismiss: 'Go on writing',
    changed: 'The message has changed meanwhile. Send it again.',
    failed: 'The message could not be sent. Try again.',
    /** Of an email, which its own editor sends. */
    orAllow: 'Or allow it as it is, and send it again.',
    allow: 'Allow it',
    allowed: 'Send the email again: it will go out as it is.',
  },
} as const;

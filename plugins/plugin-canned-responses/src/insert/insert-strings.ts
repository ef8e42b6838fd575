import type { Placeholder } from '@flex-sync-suite/shared/contract';
import type { InsertOutcome } from './composer-port';

/** What a person hears about an insertion. */
export const insertStrings = {
  unavailable: {
    'not-yet': (title: string) => `${title} is not yet available. Try again in a moment.`,
    refused: (title: string) => `${title} is not for you any more.`,
    gone: (title: string) => `${title} has been withdrawn.`,
  },
  toFill: (placeholders: readonly Placeholder[]) =>
    placeholders.length === 0 ? '' : ` Still to fill in: ${labelsOf(placeholders)}.`,
  sendPressed: (title: string) => `Inserted ${title} and pressed Send.`,
  sendDisabled: 'The text is in the message, but Flex does not send now.',
} as const;

/** The placeholders' labels in one line. */
export const labelsOf = (placeholders: readonly Placeholder[]): string =>
  placeholders.map(({ label }) => label).join(', ');

/** What became of an insertion, in a sentence. */
export function insertionSentence(title: string, outcome: InsertOutcome): string {
  if (outcome.kind === 'inserted')
    return outcome.way === 'editor' ? `Inserted ${title}. Ctrl+Z takes it back.` : `Inserted ${title}.`;
  switch (outcome.reason) {
    case 'no-composer':
      return `${title} was not inserted: the conversation is not open.`;
    case 'disabled':
      return `${title} was not inserted: the message field takes no text now.`;
    case 'failed':
      return `${title} was not inserted: Flex refused the text.`;
  }
}

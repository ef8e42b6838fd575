import { asSentence, type ViewMessages } from '@flex-sync-suite/shared/flex';
import type { InsertOutcome } from '../insert/composer-port';
import type { VariantReason } from '../model/choose-variant';
import type { ComposerObstacle } from '../model/composer-state';
import type { Placeholder } from '@flex-sync-suite/shared/contract';

/** Every sentence of the plugin. Numbers and times arrive formatted, so that a translation only moves words. */

/** Why nothing can be inserted now. */
export const OBSTACLES: Readonly<Record<ComposerObstacle, string>> = {
  'no-task': 'Select a task to use a response.',
  'not-written': 'This task has no written conversation.',
  email: 'Responses cannot be inserted into email yet. Copy the text instead.',
  'not-accepted': 'Accept the task to use a response.',
  wrapping: 'This conversation has ended.',
  monitoring: 'You are looking on at another agent’s conversation.',
};

const CHANNEL_WORDS: ReadonlyMap<string, string> = new Map([
  ['web', 'web chat'],
  ['chat', 'chat'],
  ['sms', 'SMS'],
  ['whatsapp', 'WhatsApp'],
  ['messenger', 'Messenger'],
]);
/** A channel of the account's own keeps its name. */
export const channelWord = (channel: string): string => CHANNEL_WORDS.get(channel) ?? channel;

/** @param languageName such as German for `de`: `Intl.DisplayNames` knows */
export function variantReason(reason: VariantReason, languageName: (tag: string) => string): string {
  if (reason.kind === 'language') {
    return `There is no ${languageName(reason.wished)} text: this is ${languageName(reason.used)}.`;
  }
  return `This text was written for ${channelWord(reason.used)}.`;
}

const named = (placeholders: readonly Placeholder[]): string => placeholders.map(({ label }) => label).join(', ');

/** What a person hears after an insertion. */
export function insertionNews(title: string, outcome: InsertOutcome): string {
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

export const strings = {
  title: 'Canned responses',
  held: {
    title: 'Message not sent',
    text: (placeholders: readonly Placeholder[]) => `Fill in before sending: ${named(placeholders)}.`,
    override: 'Send anyway',
    dismiss: 'Go on writing',
    changed: 'The message has changed meanwhile. Send it again.',
    failed: 'The message could not be sent. Try again.',
    /** Of an email, which its own editor sends. */
    orAllow: 'Or allow it as it is, and send it again.',
    allow: 'Allow it',
    allowed: 'Send the email again: it will go out as it is.',
  },
  favoriteFailed: (reason: string) => `The favourite was not saved: ${asSentence(reason)}`,
  incomplete: (count: string) => `Loading responses, ${count} so far…`,
  listProblems: (count: string) => `Libraries that cannot be read now: ${count}. They are tried again by themselves.`,
} as const;

/** What stands in place of the list. */
export const MESSAGES: ViewMessages = {
  loading: { title: 'Loading responses', text: 'Your libraries are being read.' },
  unconfiguredTitle: 'Canned responses are not set up',
  forbidden: {
    title: 'You may not see these responses',
    text: 'Your account has no permission to read these libraries. Sign in again; if that does not help, tell your administrator.',
  },
  error: {
    title: 'Your responses cannot be read',
    text: 'The list retries by itself; reload the page if this stays for more than a minute.',
  },
  empty: { title: 'No responses yet', text: 'Responses appear here as soon as somebody publishes one.' },
  noMatch: { title: 'No response matches', text: 'Change the search or the filter.' },
  clearFilter: 'Clear search and filters',
};

/** As {@link MESSAGES}, for a worker whose attributes name no List. */
export const NO_LISTS_MESSAGE = {
  title: 'You have no libraries',
  text: 'No library of responses is linked to you. Ask your administrator to add you to one.',
} as const;

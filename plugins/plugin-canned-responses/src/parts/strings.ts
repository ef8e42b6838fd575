import type { ComposerObstacle } from '../model/composer-state';

/** Words that several surfaces use; each has others of its own. */
export const strings = {
  title: 'Canned responses',
  star: (title: string) => `Favourite: ${title}`,
  dragCancelled: (title: string) => `${title} was not moved.`,
  /** Pieces of why a response comes first; what a shop has told stands between them. */
  reason: {
    stalled: 'Checkout stalled',
    stopped: 'Checkout stopped',
    failed: 'Checkout failed',
    at: ' at ',
    step: (number: string) => `step ${number}`,
    forSoLong: (duration: string) => ` for ${duration}`,
    times: (count: string) => ` ${count} times`,
    because: ': ',
    notFound: 'Search without result: ',
    notSold: (country: string | null) => `Not sold in ${country ?? 'the customer’s country'}: `,
  },
} as const;

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

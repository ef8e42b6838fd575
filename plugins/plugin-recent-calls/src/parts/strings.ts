import type { RecentCall } from '@flex-sync-suite/shared/contract';
import { asSentence, type OutageMessages, type ViewMessages } from '@flex-sync-suite/shared/views';
import type { CallBackObstacle } from '../model/call-back';
import type { CallKind, DatePreset } from '../model/filter-calls';

/** Every sentence of the panel. Numbers and times arrive formatted, so that a translation only moves words. */

const INBOUND_OUTCOMES: Readonly<Record<RecentCall['outcome'], string>> = {
  ringing: 'Ringing',
  talking: 'Talking',
  wrapping: 'Wrap-up',
  answered: 'Answered',
  transferred: 'Transferred',
  missed: 'Missed',
  rejected: 'Rejected',
  canceled: 'Caller hung up',
  rescinded: 'Taken back',
};

const OUTBOUND_OUTCOMES: Readonly<Partial<Record<RecentCall['outcome'], string>>> = {
  ringing: 'Dialing',
  answered: 'Called',
  missed: 'Not placed',
  canceled: 'Not connected',
};

/** What became of a call, in a few words. A missed one says who answered it after all, else whether it was returned. */
export function outcomeWord(call: RecentCall): string {
  const { direction, outcome, returnedAt, answeredBy, missedBecause } = call;
  if (outcome === 'missed' && answeredBy !== undefined) {
    return `Missed, answered by ${answeredBy.name ?? 'a colleague'}`;
  }
  if (outcome === 'missed' && returnedAt !== null) return 'Missed, returned';
  if (outcome === 'missed' && missedBecause === 'customer-left') {
    return call.channel === 'voice' ? 'Missed, caller hung up' : 'Missed, customer left';
  }
  return (direction === 'outbound' ? OUTBOUND_OUTCOMES[outcome] : undefined) ?? INBOUND_OUTCOMES[outcome];
}

const CHANNEL_WORDS: ReadonlyMap<string, string> = new Map([
  ['voice', 'Voice'],
  ['chat', 'Chat'],
  ['sms', 'SMS'],
  ['whatsapp', 'WhatsApp'],
  ['email', 'Email'],
  ['video', 'Video'],
]);
/** A channel of the account's own keeps its name. */
export const channelWord = (channel: string): string => CHANNEL_WORDS.get(channel) ?? channel;

export const DIRECTION_WORDS = { inbound: 'Inbound', outbound: 'Outbound' } as const;

export const KIND_WORDS: Readonly<Record<CallKind, string>> = { all: 'All', in: 'In', out: 'Out', missed: 'Missed' };

export const DATE_WORDS: Readonly<Record<DatePreset, string>> = {
  all: 'Any day',
  today: 'Today',
  yesterday: 'Yesterday',
  week: 'Last 7 days',
};

export const OBSTACLES: Readonly<Record<CallBackObstacle, string>> = {
  'no-number': 'There is no phone number to call.',
  'outbound-off': 'Outbound calls are switched off for this account.',
  offline: 'You are offline. Change your activity to call.',
  busy: 'You already have a call.',
};

export const PARTS = { wait: 'Wait', ring: 'Ring', talk: 'Talk', wrap: 'Wrap-up' } as const;

export const strings = {
  title: 'Recent calls',
  listLabel: 'Recent calls, newest first',
  unknownParty: 'Unknown',
  withheldParty: 'Number withheld',
  noValue: '–',
  grouped: (count: string) => `${count} calls`,
  searchLabel: 'Search recent calls',
  searchPlaceholder: 'Number, name, queue, outcome, note',
  filterLabel: 'Which calls',
  dateLabel: 'When',
  group: 'One row per customer',
  missedOpen: (count: string) => `${count} not returned`,
  counters: { answered: 'Answered', outbound: 'Out', missed: 'Missed', aht: 'AHT' },
  countersLabel: 'Today',
  ahtTitle: 'Average handle time: mean of talk and wrap-up of today’s finished calls',
  missedCount: (open: string, all: string) => `${open} open of ${all}`,
  invalidCalls: (count: string) =>
    `Calls left out because their entry is not valid: ${count}. Ask your administrator to check the backend.`,
  shownCount: (count: string) => `${count} calls shown`,
  older: {
    load: 'Show older calls',
    loading: (count: string) => `Loading older calls, ${count} so far…`,
    failed: (reason: string) => `Older calls could not be loaded: ${asSentence(reason)}`,
    retry: 'Try again',
    complete: (count: string) => `No older calls. ${count} loaded.`,
  },
  callBack: 'Call back',
  callBackParty: (party: string) => `Call back ${party}`,
  confirm: {
    title: 'Call back?',
    customer: 'Customer',
    number: 'Number to call',
    callerId: 'They will see',
    accountDefault: 'the account’s own number',
    masked: 'The whole number is asked for when you call; that is recorded.',
    repeated: (count: string) => `Calls to this customer in the last 10 minutes: ${count}. They may still be busy.`,
    call: 'Call',
    cancel: 'Cancel',
    failed: (reason: string) => `The call could not be started: ${asSentence(reason)}`,
    refused: (code: string | null) =>
      `Flex did not place the call. Check that the browser may use your microphone, then try again.${code === null ? '' : ` (${code})`}`,
    noNumber: 'The backend has no number for this customer.',
  },
  details: {
    label: (party: string) => `Call with ${party}`,
    close: 'Close details',
    line: 'Our number',
    queue: 'Queue',
    offered: 'Offered',
    channel: 'Channel',
    returned: (when: string) => `Returned ${when}.`,
    answeredBy: (who: string | null, when: string) => `Answered by ${who ?? 'a colleague'}, ${when}.`,
    customerLeft: 'The customer left before anybody answered.',
    estimatedEnd: (when: string) =>
      `Nobody reported the end of this call: it was over by ${when}, and may have been shorter than shown.`,
    durations: 'Durations',
    otherCalls: 'Other calls with this customer',
    noOtherCalls: 'None among the calls shown here.',
    cut: 'Some texts are shortened here.',
    loadWhole: 'Load the whole text',
    loadingWhole: 'Loading the whole text…',
    copy: 'Copy number',
    copied: 'Copied.',
    copyFailed: 'The browser does not allow copying. Mark the number and copy it by hand.',
    reveal: 'Show number (recorded)',
    revealFailed: (reason: string) => `The number could not be shown: ${asSentence(reason)}`,
  },
  transfer: {
    from: (mode: string, name: string) => `${mode} transfer from ${name}`,
    to: (mode: string, name: string) => `${mode} transfer to ${name}`,
    unknown: (mode: string) => `${mode} transfer`,
    modes: { cold: 'Cold', warm: 'Warm' },
    agent: 'another agent',
  },
  notes: {
    disposition: 'Disposition',
    note: 'Note',
    save: 'Save',
    unsaved: (party: string) => `Unsaved note: ${party}`,
    saving: 'Saving…',
    saved: 'Saved.',
    failed: (reason: string) => `Not saved: ${asSentence(reason)}`,
    conflict: 'Not saved: this note was changed elsewhere meanwhile. It now reads:',
    emptyNote: '(empty)',
    keepMine: 'Save mine',
    takeTheirs: 'Take the other',
    cut: 'Load the whole text before you change it.',
  },
  compact: {
    title: 'Your last calls',
    showAll: 'Show all recent calls',
  },
} as const;

/** What stands in place of the list. */
export const MESSAGES: ViewMessages = {
  loading: { title: 'Loading calls', text: 'Your recent calls are being read.' },
  unconfiguredTitle: 'Recent calls are not set up',
  forbidden: {
    title: 'You may not see these calls',
    text: 'Your account has no permission to read this list. Sign in again; if that does not help, tell your administrator.',
  },
  error: {
    title: 'Your calls cannot be read',
    text: 'The list retries by itself; reload the page if this stays for more than a minute.',
  },
  empty: {
    title: 'No calls yet',
    text: 'Every call, chat and message that is offered to you appears here, missed ones too.',
  },
  noMatch: { title: 'No call matches', text: 'Change the search or the filter, or show older calls.' },
  clearFilter: 'Show all calls',
};

/** Above the list while it is not live. */
export const OUTAGE: OutageMessages = {
  isOld: (since) =>
    since === null ? 'New calls are not added here.' : `New calls have not been added here since ${since}.`,
};

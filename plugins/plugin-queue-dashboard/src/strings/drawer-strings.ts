import type { AgentState, FiguresWindow } from '@flex-sync-suite/shared/contract';
import type { MessageWords } from '@flex-sync-suite/shared/views';
import type { Formatters } from '../model/formatters';
import type { Away, AwayAgents, WhyWaiting } from '../model/why-waiting';
import { isolated } from './isolated';

/** Every sentence of the drawer. */

export const AGENT_STATES: Readonly<Record<AgentState, string>> = {
  free: 'Free',
  'at-capacity': 'At capacity',
  'other-channels': 'Other channels only',
  unavailable: 'Unavailable',
};

export const WINDOW_WORDS: Readonly<Record<FiguresWindow, string>> = {
  last15Minutes: '15 minutes',
  last30Minutes: '30 minutes',
  last60Minutes: '60 minutes',
  today: 'Today',
};

export const drawerStrings = {
  close: 'Close',
  open: (name: string) => `${name}: who waits and who could answer`,
  waitingTitle: (count: string) => `Waiting: ${count}`,
  waitingTable: 'Waiting tasks, the longest-waiting first',
  onlyOldest: (shown: string, all: string) => `The ${shown} longest-waiting of ${all} are listed.`,
  nobodyWaits: 'Nobody waits in this queue.',
  customer: 'Customer',
  unknownCustomer: 'Unknown customer',
  channel: 'Channel',
  state: 'State',
  phases: { queued: 'Queued', ringing: 'Ringing' },
  priority: 'Priority',
  noPriority: 'not told',
  waits: 'Waits',
  sinceContact: 'since contact',
  agentsTitle: (free: string, available: string, eligible: string) =>
    `Agents: ${free} free, ${available} available, ${eligible} eligible`,
  agentsTable: 'Agents, the free ones first',
  nobodyEligible: 'No agent matches the expression of this queue.',
  onlyMostRelevant: (shown: string, all: string) =>
    `${shown} of ${all} are listed; signed-out agents are only counted.`,
  agent: 'Agent',
  inActivity: 'In activity',
  unknownSince: 'not known',
  idle: 'idle',
  tasks: 'Tasks',
  room: 'Can take',
  unnamedActivity: 'an activity without a name',
  longest: (age: string) => `longest ${age}`,
  alertsTitle: 'Alerts of this queue',
  alertsTable: 'Alerts, the latest first',
  loadingAlerts: 'Asking for its alerts.',
  noAlerts: 'It has had no alert in the last 90 days.',
  olderAlerts: 'Older ones are not listed.',
  alert: 'When it came to this',
  raised: 'Raised',
  onIt: 'On it',
  nobodyOnIt: 'nobody',
  lasted: 'Lasted',
  stillOpen: 'open',
  alertEnds: { recovered: 'recovered', 'rule-changed': 'no rule asks', 'queue-deleted': 'queue deleted' },
  figuresTitle: 'How it went',
  explainFigures: 'Explain these figures',
  allChannels: 'All channels',
  figuresTable: 'Visits by window of time, and by channel',
  loadingFigures: 'Asking how it went.',
  todaySince: (instant: string, zone: string) => `“Today” began ${instant} (${zone}).`,
  byThreshold: (over: string, near: string) => `${over} over the threshold, ${near} near it.`,
  estimatedWait: (duration: string) =>
    `A task that comes now would wait about ${duration}, by what waits, the AHT and who is available.`,
  figuresNote:
    'Abandoned without the short ones. Half of the answered waited at most the median wait. ASA is their mean wait; ' +
    '“after” is the mean wait of all who gave up.',
  window: 'Window',
  offered: 'Offered',
  answered: 'Answered',
  abandoned: 'Abandoned',
  level: 'Level',
  medianWait: 'Median wait',
  meanWait: (mean: string) => `ASA ${mean}`,
  meanAbandon: (mean: string) => `after ${mean}`,
  slowest: (p90: string, p95: string) => `90 % ${p90}, 95 % ${p95}`,
  handlingTable: 'What agents made of it by window of time, and by channel',
  handlingNote:
    'AHT is the mean of talk, hold included, and wrap-up of what was handled. Ring is the mean time until an agent ' +
    'accepted. No answer: invitations that rang out. Occupancy is the time that the agents of the queue were busy, with ' +
    'tasks of whatever queue, by the time that they were busy or available.',
  handled: 'Handled',
  aht: 'AHT',
  talkAndWrap: (talk: string, wrap: string) => `talk ${talk}, wrap-up ${wrap}`,
  ring: 'Ring',
  missed: 'No answer',
  rejected: 'rejected',
  occupancy: 'Occupancy',
  ofChannel: (window: string, channel: string) => `${window}, ${channel}`,
  refreshed: (time: string) => `As of ${time}`,
  notRefreshed: (since: string) => `Not refreshed since ${since}.`,
  retry: 'Try again',
} as const;

export const DRAWER_MESSAGES = {
  loading: { title: 'Loading', text: 'Asking who waits and who could answer.' },
  forbidden: {
    title: 'You may not see this',
    text: 'Who waits and who could answer is for supervisors. Ask your administrator for the supervisor role, then reload the page.',
  },
  gone: { title: 'There is no such queue any more', text: 'It was deleted, or the link is of another workspace.' },
  failedTitle: 'Who waits cannot be read',
} as const satisfies Record<string, MessageWords | string>;

/** One line: why nobody takes what waits. `nowMs` is the backend's clock. */
export function whyLine(why: WhyWaiting, format: Formatters, nowMs: number): string {
  if (why.kind === 'nobody-waits') return drawerStrings.nobodyWaits;
  return `${format.count(why.waiting)} waiting${reason(why, format, nowMs)}`;
}

function reason(why: Exclude<WhyWaiting, { kind: 'nobody-waits' }>, format: Formatters, nowMs: number): string {
  const { count } = format;
  switch (why.kind) {
    case 'all-ringing':
      return ', ringing at agents now.';
    case 'expression-unread':
      return `, and the expression of this queue cannot be read, so that no agent counts: ${why.reason}.`;
    case 'nobody-eligible':
      return ', and no agent matches the expression of this queue.';
    case 'nobody-available':
      return `, nobody available of ${count(why.eligible)} eligible${awayWords(': ', why.away, format, nowMs)}.`;
    case 'none-free':
      return `, 0 free of ${count(why.available)} available: ${busyWords(why, format)}${awayWords('; ', why.away, format, nowMs)}.`;
    case 'channel-unserved': {
      const channels = why.channels
        .map(({ channel, queued }) => `${isolated(channel)} (${count(queued)} queued)`)
        .join(', ');
      return `, ${count(why.free)} free of ${count(why.available)} available, but none of the free can take ${channels}.`;
    }
    case 'some-free':
      return `, ${count(why.free)} free of ${count(why.available)} available: routing should offer it now. If it stays, check the filters of the workflow.`;
  }
}

function busyWords(
  { available, atCapacity, otherChannels }: Extract<WhyWaiting, { kind: 'none-free' }>,
  { count }: Formatters,
): string {
  if (atCapacity === available) return 'all at capacity';
  if (otherChannels === available) return 'all take other channels only';
  return `${count(atCapacity)} at capacity, ${count(otherChannels)} on other channels only`;
}

/** Two activities say where the agents are; more would be no line any more. */
const MAX_ACTIVITIES = 2;

function awayWords(before: string, { away, offline }: AwayAgents, format: Formatters, nowMs: number): string {
  const parts = away.slice(0, MAX_ACTIVITIES).map((group) => awayPart(group, format, nowMs));
  const rest = away.slice(MAX_ACTIVITIES).reduce((sum, { agents }) => sum + agents, 0);
  if (rest > 0) parts.push(`${format.count(rest)} elsewhere`);
  if (offline > 0 && away.length === 0) parts.push(`${format.count(offline)} signed out`);
  return parts.length === 0 ? '' : before + parts.join('; ');
}

function awayPart({ agents, activityName, longestSince }: Away, format: Formatters, nowMs: number): string {
  const where = `${format.count(agents)} on ${activityName === null ? drawerStrings.unnamedActivity : isolated(activityName)}`;
  if (longestSince === null) return where;
  const age = format.age(Math.max(0, nowMs - Date.parse(longestSince)));
  return agents === 1 ? `${where} for ${age}` : `${where}, the longest for ${age}`;
}

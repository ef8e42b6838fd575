import { createHash } from 'node:crypto';
import { account } from '../base/account';
import type { EngineState } from './engine-context';
import type { Activity, TaskChannel } from './workspace-model';

/** A SID that depends on the name alone: what the built-in world holds keeps its SIDs over a restart. */
export const stableSid = <const Prefix extends string>(prefix: Prefix, name: string): `${Prefix}${string}` =>
  `${prefix}${createHash('sha256').update(`${prefix}:${name}`).digest('hex').slice(0, 32)}`;

const ACTIVITIES = [
  { friendlyName: 'Offline', available: false },
  { friendlyName: 'Available', available: true },
  { friendlyName: 'Unavailable', available: false },
  { friendlyName: 'Break', available: false },
  { friendlyName: 'Training', available: false },
] as const;

const CHANNELS = ['default', 'voice', 'chat', 'sms', 'email', 'video', 'web'] as const;

/** The activities and task channels that every Flex account begins with. */
export type BuiltInActivity = (typeof ACTIVITIES)[number]['friendlyName'];

const RESERVATION_TIMEOUT_SECONDS = 30;

/** A workspace with its built-in activities, task channels and one empty workflow, as of `at`. */
export function createInitialState(at: number, eventCallbackUrl: string): EngineState {
  const activities = ACTIVITIES.map((activity): Activity => ({
    sid: stableSid('WA', activity.friendlyName),
    ...activity,
    createdAt: at,
    updatedAt: at,
  }));
  const channels = CHANNELS.map((uniqueName): TaskChannel => ({
    sid: stableSid('TC', uniqueName),
    uniqueName,
    friendlyName: uniqueName.charAt(0).toUpperCase() + uniqueName.slice(1),
    createdAt: at,
  }));
  const [offline, , unavailable] = activities;
  if (offline === undefined || unavailable === undefined) throw new Error('The built-in activities are missing');
  return {
    workspace: {
      sid: account.workspaceSid,
      friendlyName: 'Flex Task Assignment',
      eventCallbackUrl,
      eventsFilter: '',
      defaultActivity: offline,
      timeoutActivity: unavailable,
      createdAt: at,
      updatedAt: at,
    },
    workflow: {
      sid: account.workflowSid,
      friendlyName: 'Assign to Anyone',
      reservationTimeoutSeconds: RESERVATION_TIMEOUT_SECONDS,
      filters: [],
      createdAt: at,
      updatedAt: at,
    },
    activities: new Map(activities.map((activity) => [activity.sid, activity])),
    channels: new Map(channels.map((channel) => [channel.sid, channel])),
    queues: new Map(),
    workers: new Map(),
    tasks: new Map(),
    reservations: new Map(),
    waiting: new Set(),
    timers: new Map(),
    routingDue: false,
  };
}

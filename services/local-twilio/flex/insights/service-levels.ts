import type { TaskRouter } from '../../taskrouter/task-router';
import type { Task } from '../../taskrouter/workspace-model';

/** Flex's Service Level Preferences for one queue and channel (twilio.com/docs/flex/end-user-guide/service-level-preferences). */
export interface ServiceLevel {
  /** A task that is answered within this time counts as answered in time. */
  readonly thresholdSeconds: number;
  /** A customer who gives up earlier counts as a short abandon, and not as an abandon. */
  readonly shortAbandonSeconds: number;
}

/** Those of an account that means to answer calls within 20 s and everything else within 60 s (our choice). */
const DEFAULT: ServiceLevel = { thresholdSeconds: 60, shortAbandonSeconds: 5 };
const BY_CHANNEL: ReadonlyMap<string, ServiceLevel> = new Map([['voice', { ...DEFAULT, thresholdSeconds: 20 }]]);

/** The service level that applies to this task. */
export const serviceLevelOf = ({ channel }: Task): ServiceLevel => BY_CHANNEL.get(channel.uniqueName) ?? DEFAULT;

/** The same, as the Flex configuration shows it; every queue's day begins at midnight UTC. */
export function queueStatsConfiguration({ queues, channels }: TaskRouter['state']): object {
  const own = [...channels.values()].flatMap((channel) => {
    const level = BY_CHANNEL.get(channel.uniqueName);
    return level === undefined ? [] : [{ channel, level }];
  });
  return {
    default: { ...fieldsOf(DEFAULT), reset_timezone: 'UTC', reset_time: '00:00' },
    queue_configurations: [],
    queue_channel_configurations: [...queues.keys()].flatMap((queueSid) =>
      own.map(({ channel, level }) => ({ queue_sid: queueSid, channel_sid: channel.sid, ...fieldsOf(level) })),
    ),
  };
}

const fieldsOf = ({ thresholdSeconds, shortAbandonSeconds }: ServiceLevel): object => ({
  service_level_threshold: thresholdSeconds,
  short_abandoned_threshold: shortAbandonSeconds,
});

import type { QueueIndexItem, TaskQueueSid } from '@flex-sync-suite/shared/contract';

/** A row of the table: a queue, or one of its channels. */
export interface RowPlace {
  readonly sid: TaskQueueSid;
  /** Null for the queue itself. */
  readonly channel: string | null;
}

const SID_LENGTH = 34;

/** Names a row in the table: the SID of the queue, and its channel after that. */
export const rowIdOf = ({ sid, channel }: RowPlace): string => (channel === null ? sid : `${sid}/${channel}`);

/** What {@link rowIdOf} names. */
export const rowPlaceOf = (id: string): RowPlace => ({
  sid: id.slice(0, SID_LENGTH) as TaskQueueSid,
  channel: id.length > SID_LENGTH ? id.slice(SID_LENGTH + 1) : null,
});

/**
 * The rows of the table: every queue, below each that is unfolded its channels.
 *
 * @returns `order` itself while nothing is unfolded
 */
export function rowIds(
  order: readonly TaskQueueSid[],
  unfolded: ReadonlySet<string>,
  itemOf: (sid: TaskQueueSid) => Pick<QueueIndexItem, 'channels'> | undefined,
): readonly string[] {
  if (unfolded.size === 0) return order;
  return order.flatMap((sid) => {
    const channels = unfolded.has(sid) ? (itemOf(sid)?.channels ?? []) : [];
    return [sid, ...channels.map((channel) => rowIdOf({ sid, channel }))];
  });
}

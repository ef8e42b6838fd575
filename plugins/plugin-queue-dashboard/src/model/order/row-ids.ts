import type { QueueIndexItem, TaskQueueSid } from '@flex-sync-suite/shared/contract';

/** A row of a table: a group, a queue, or one of its channels. */
export interface RowPlace {
  /** Key of the group that it is, or stands below; null in a table without groups. */
  readonly group: string | null;
  /** Null for a group. */
  readonly sid: TaskQueueSid | null;
  /** Null for a group, and for a queue. */
  readonly channel: string | null;
}

/** Begins the ids below a group; no SID does. */
const GROUP = 'g';

/** Names a row in its table: the way to it. Of a queue that stands below no group it is the SID. */
export const rowIdOf = ({ group = null, sid = null, channel = null }: Partial<RowPlace>): string =>
  [...(group === null ? [] : [GROUP, group]), sid, channel]
    .flatMap((part) => (part === null ? [] : encodeURIComponent(part)))
    .join('/');

/** What {@link rowIdOf} names. */
export function rowPlaceOf(id: string): RowPlace {
  const parts = id.split('/').map(decodeURIComponent);
  const [group, sid, channel] = parts[0] === GROUP ? parts.slice(1) : [null, ...parts];
  return { group: group ?? null, sid: (sid ?? null) as TaskQueueSid | null, channel: channel ?? null };
}

type ItemOf = (sid: TaskQueueSid) => Pick<QueueIndexItem, 'channels'> | undefined;

/**
 * The rows of queues, below each that is unfolded its channels.
 *
 * @param group that they stand below. Default: none
 * @returns `order` itself while nothing is unfolded
 */
export function rowIds(
  order: readonly TaskQueueSid[],
  unfolded: ReadonlySet<string>,
  itemOf: ItemOf,
  group: string | null = null,
): readonly string[] {
  if (unfolded.size === 0) return order;
  return order.flatMap((sid) => {
    const id = rowIdOf({ group, sid });
    const channels = unfolded.has(id) ? (itemOf(sid)?.channels ?? []) : [];
    return [id, ...channels.map((channel) => rowIdOf({ group, sid, channel }))];
  });
}

/** The rows of groups, below each that is unfolded those of its queues. */
export const groupRowIds = (
  groups: readonly { readonly key: string; readonly order: readonly TaskQueueSid[] }[],
  unfolded: ReadonlySet<string>,
  itemOf: ItemOf,
): readonly string[] =>
  groups.flatMap(({ key, order }) => {
    const id = rowIdOf({ group: key });
    return [id, ...(unfolded.has(id) ? rowIds(order, unfolded, itemOf, key) : [])];
  });

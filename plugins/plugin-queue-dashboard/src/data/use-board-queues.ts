import {
  queueDocument,
  type QueueDocument,
  type QueueIndexItem,
  type QueueState,
  type TaskQueueSid,
} from '@flex-sync-suite/shared/contract';
import type { SyncResult } from '@flex-sync-suite/shared/hooks';
import { useCallback, useMemo, useState } from 'react';
import { isInChosen } from '../model/board-groups';
import { matchesFilter } from '../model/order/filter-queues';
import { withFurther, type Further } from '../model/figures/further-figures';
import { queueHealth, type QueueHealth, type QueueSource, type RowClock } from '../model/figures/queue-row-model';
import type { QueueQuestions } from './queue-questions';
import { useDocumentsOf } from './use-documents-of';
import { useSteady } from './use-steady';
import { type KnownStates, useQueueStates } from './answers/use-queue-states';
import { useFurtherFigures } from './answers/use-further-figures';

/**
 * Sync lets one connection follow 2,000 objects (https://www.twilio.com/docs/api/errors/54419); other views of the page
 * need some of them. Of more queues than this, those that pass the filter are followed, or where these are too many those in
 * sight, and the backend tells of all every ten seconds.
 */
export const MOST_FOLLOWED = 1_500;

/** A queue of the board with its newest Document. */
export interface BoardQueue extends QueueSource {
  readonly sid: TaskQueueSid;
}

/** Which queues are asked for. */
export interface WantedQueues {
  readonly filter: string;
  /** Key of a group; null for all. */
  readonly group: string | null;
  /** Whether a figure is shown that no Document has. */
  readonly isFurtherShown: boolean;
}

/** The queues that pass the filter, in no order. */
export interface BoardQueues {
  readonly queues: readonly BoardQueue[];
  /** Names the choice that they pass. */
  readonly wanted: string;
  /** Any queue, also one that the filter hides. */
  readonly queueOf: (sid: TaskQueueSid) => BoardQueue | undefined;
  /** Whether only those in sight are live. */
  readonly isPartlyLive: boolean;
  /** Told which queues are in sight. */
  readonly onSeen: (sids: readonly TaskQueueSid[]) => void;
}

/**
 * Follows the Documents of all queues, each once, because a table that sorts 500 queues must know those it does not draw.
 * A queue of which nothing changed is the same object, so that its row does not render.
 */
export function useBoardQueues(
  items: ReadonlyMap<string, QueueIndexItem> | undefined,
  { filter, group, isFurtherShown }: WantedQueues,
  questions: QueueQuestions,
): BoardQueues {
  const sids = useSteady(useMemo(() => queueSids(items), [items]));
  const isLarge = sids.length > MOST_FOLLOWED;
  const passing = useMemo(
    () => (isLarge ? sids.filter((sid) => isWanted(items?.get(sid), { filter, group })) : sids),
    [isLarge, sids, items, filter, group],
  );
  const isPartlyLive = passing.length > MOST_FOLLOWED;
  const [seen, setSeen] = useState<readonly TaskQueueSid[]>([]);
  const onSeen = useCallback(
    (inSight: readonly TaskQueueSid[]) => {
      if (isPartlyLive) setSeen(inSight);
    },
    [isPartlyLive],
  );
  const documents = useDocumentsOf(isPartlyLive ? seen : passing, queueDocument);
  const states = useQueueStates(questions, isLarge);
  const furtherOf = useFurtherFigures(questions, isFurtherShown);
  const [keep] = useState(createQueueKeeper);
  return useMemo(() => {
    const all = sids.flatMap((sid) => {
      const item = items?.get(sid);
      if (item === undefined) return [];
      return [keep({ sid, item, ...sourceOf(sid, documents, states), further: furtherOf(sid) })];
    });
    const queues = all.filter(({ item }) => isWanted(item, { filter, group }));
    const wanted = `${filter} ${group ?? ''}`;
    return { queues, wanted, queueOf: (sid) => all.find((queue) => queue.sid === sid), isPartlyLive, onSeen };
  }, [items, sids, documents, states, furtherOf, filter, group, keep, isPartlyLive, onSeen]);
}

const isWanted = (
  item: QueueIndexItem | undefined,
  { filter, group }: Pick<WantedQueues, 'filter' | 'group'>,
): boolean => item !== undefined && isInChosen(item, group) && matchesFilter(item, filter);

type Figures = Pick<QueueSource, 'failedSince'> & { readonly document: QueueState | undefined };

/**
 * What Sync says goes before what the backend told some seconds ago. Where Sync says nothing, as of a queue whose Document a
 * new role may read only once thousands of others are granted, the backend's answer stands.
 */
function sourceOf(
  sid: TaskQueueSid,
  documents: ReadonlyMap<TaskQueueSid, SyncResult<QueueDocument>>,
  { stateOf, failedSince }: KnownStates,
): Figures {
  const result = documents.get(sid);
  const state = stateOf(sid);
  const own = result === undefined ? null : documentOf(result);
  return own === null || (own.document === undefined && state !== undefined) ? { document: state, failedSince } : own;
}

/** What a queue is made of. */
interface Told extends Figures, Pick<BoardQueue, 'sid' | 'item'> {
  /** Null where it is not shown, and while it is not known. */
  readonly further: Further | null;
}

/** Remembers each queue as it was last. */
function createQueueKeeper(): (told: Told) => BoardQueue {
  const kept = new Map<TaskQueueSid, { readonly told: Told; readonly queue: BoardQueue }>();
  return (told) => {
    const before = kept.get(told.sid);
    if (before !== undefined && KEPT_BY.every((part) => before.told[part] === told[part])) return before.queue;
    const { sid, item, document, failedSince, further } = told;
    const shown = document === undefined ? undefined : withFurther(document, further);
    const queue = { sid, item, document: shown, failedSince };
    kept.set(sid, { told, queue });
    return queue;
  };
}

const KEPT_BY = ['item', 'document', 'failedSince', 'further'] as const;

/** The part of a result that a row shows. What a person may no longer read is not kept. */
function documentOf(result: SyncResult<QueueDocument>): Figures {
  if (result.status !== 'error') return { document: result.data, failedSince: null };
  // Without data there is no such instant, and nothing that is old.
  const failedSince = result.staleSince ?? 0;
  return { document: result.error.code === 'forbidden' ? undefined : result.data, failedSince };
}

/** The queues in the order that their SIDs have. */
export function inOrder(queues: readonly BoardQueue[], order: readonly TaskQueueSid[]): readonly BoardQueue[] {
  const bySid = new Map(queues.map((queue) => [queue.sid, queue]));
  return order.flatMap((sid) => bySid.get(sid) ?? []);
}

/** Health of every queue at one instant. */
export const queueHealths = (queues: readonly BoardQueue[], clock: RowClock): ReadonlyMap<string, QueueHealth> =>
  new Map(queues.map((queue) => [queue.sid, queueHealth(queue, clock)]));

/** The TaskQueues that have an item. */
export function queueSids(items: ReadonlyMap<string, QueueIndexItem> | undefined): readonly TaskQueueSid[] {
  // The backend writes this Map with TaskQueue SIDs as keys; a Map's keys carry no schema.
  return [...(items?.keys() ?? [])].filter((key): key is TaskQueueSid => QUEUE_SID.test(key));
}

const QUEUE_SID = /^WQ[0-9a-f]{32}$/;

import { isOutbound, type QueueVisit, type Reservation, type Task } from '../../taskrouter/workspace-model';
import { serviceLevelOf } from './service-levels';

/** One task as one queue has seen it: its stays in the queue, and the reservations that were made there. */
export interface QueueContact {
  readonly task: Task;
  readonly visits: readonly QueueVisit[];
  readonly reservations: readonly Reservation[];
}

interface Window {
  readonly fromMs: number;
  readonly atMs: number;
}

/** For a mean or a share of nothing. The view shows it as "-", and `null` as 0 %. */
const NO_VALUE = -1;

/**
 * Figures of one queue, or one channel of it, in a window (`WorkerQueueSLA` of Flex UI 2.17). Averages are in milliseconds and
 * shares from 0 to 1: the view formats them so. Each thing counts at its own instant: who entered before the window and was
 * answered in it counts as answered only. Nobody waits for an outbound call, so it counts where it was handled only (our choice).
 */
export function windowFigures(contacts: readonly QueueContact[], { fromMs, atMs }: Window): object {
  const isIn = (instant: number | null | undefined): boolean => instant != null && instant >= fromMs;
  const stays = contacts
    .filter(({ task }) => !isOutbound(task))
    .flatMap(({ task, visits }) => visits.map((visit) => ({ visit, ...serviceLevelOf(task), ...waitOf(visit) })));
  const ended = (why: QueueVisit['why']) => stays.filter(({ visit }) => visit.why === why && isIn(visit.leftAt));
  const entered = stays.filter(({ visit }) => isIn(visit.enteredAt));
  const accepted = ended('answered');
  const inTime = accepted.filter(({ waitMs, thresholdSeconds }) => waitMs <= thresholdSeconds * 1000);
  const [short, abandoned] = partition(ended('abandoned'), (stay) => stay.waitMs < stay.shortAbandonSeconds * 1000);
  const flowedOut = ended('flowed-out');
  const ofAll = (part: readonly unknown[]): number => share(part, entered.length);
  return {
    total_tasks_count: entered.length,
    handled_tasks_count: accepted.length,
    total_handled_tasks: contacts.filter((contact) => isIn(completedHereAt(contact))).length,
    handled_tasks_within_sl_threshold_count: inTime.length,
    handled_tasks_within_sl_threshold_percentage: ofAll(inTime),
    abandoned_tasks_count: abandoned.length,
    abandoned_tasks_percentage: ofAll(abandoned),
    short_abandoned_tasks_count: short.length,
    short_abandoned_tasks_percentage: ofAll(short),
    flow_out_tasks_count: flowedOut.length,
    flow_out_tasks_percentage: ofAll(flowedOut),
    sla_percentage: share(inTime, accepted.length + abandoned.length),
    average_waiting_time: mean(accepted.map(({ waitMs }) => waitMs)),
    average_abandon_time: mean(abandoned.map(({ waitMs }) => waitMs)),
    ...workFigures(
      contacts.flatMap(({ reservations }) => reservations),
      isIn,
    ),
    timestamp_updated: atMs,
  };
}

function workFigures(offers: readonly Reservation[], isIn: (instant: number | null) => boolean): object {
  const count = (status: Reservation['status']): number =>
    offers.filter((offer) => offer.status === status && isIn(offer.endedAt)).length;
  const taken = offers.flatMap(({ createdAt, acceptedAt }) =>
    acceptedAt !== null && isIn(acceptedAt) ? [acceptedAt - createdAt] : [],
  );
  const done = offers.flatMap(({ status, acceptedAt, wrapupAt, endedAt }) => {
    if (status !== 'completed' || acceptedAt === null || endedAt === null || !isIn(endedAt)) return [];
    const hungUpAt = wrapupAt ?? endedAt;
    return [{ talkMs: hungUpAt - acceptedAt, wrapupMs: endedAt - hungUpAt }];
  });
  return {
    average_ring_time: mean(taken),
    average_talk_time: mean(done.map(({ talkMs }) => talkMs)),
    average_wrapup_time: mean(done.map(({ wrapupMs }) => wrapupMs)),
    average_handle_time: mean(done.map(({ talkMs, wrapupMs }) => talkMs + wrapupMs)),
    total_missed_invitations: count('timeout'),
    total_rejected_invitations: count('rejected'),
  };
}

const waitOf = ({ enteredAt, leftAt }: QueueVisit): { readonly waitMs: number } => ({
  waitMs: (leftAt ?? enteredAt) - enteredAt,
});

/** When a task was completed, if it was answered in this queue last. */
function completedHereAt({ task, visits }: QueueContact): number | null {
  const last = task.visits.findLast(({ why }) => why === 'answered');
  return task.status === 'completed' && last !== undefined && visits.includes(last) ? task.endedAt : null;
}

function partition<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): readonly [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

const share = (part: readonly unknown[], whole: number): number => (whole === 0 ? NO_VALUE : part.length / whole);

const mean = (values: readonly number[]): number =>
  values.length === 0 ? NO_VALUE : Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);

import type { Twilio } from 'twilio';
import { callbackFormOf } from '../ingest/reconcile/listed-event-form';
import type {
  ListedReservation,
  ListedTask,
  QueueCounts,
  ReservationStatus,
  TaskRouterLists,
  TaskStatus,
} from '../ingest/reconcile/task-router-port';
import { TwilioRequestError } from './request-error';

const PAGE_SIZE = 1_000;
/** Bulk statistics take at most this many queues (https://www.twilio.com/docs/taskrouter/api/taskqueue-statistics). */
const QUEUES_PER_REQUEST = 50;
const OPEN_STATUSES = ['pending', 'reserved', 'assigned', 'wrapping'];
const NOT_FOUND = 404;

/** {@link TaskRouterLists} over TaskRouter's REST API. */
export function createTaskRouterLists(client: Twilio, workspaceSid: string): TaskRouterLists {
  const workspace = client.taskrouter.v1.workspaces(workspaceSid);
  return {
    async *events({ sinceMs, taskSid }) {
      const first = await workspace.events.page({
        startDate: new Date(sinceMs),
        ...(taskSid === undefined ? {} : { taskSid }),
        pageSize: PAGE_SIZE,
      });
      for (let page: typeof first | undefined = first; page !== undefined; page = await nextOf(page)) {
        yield page.instances.map(callbackFormOf);
      }
    },
    queueCounts: async (queueSids) => {
      const counts = new Map<string, QueueCounts>();
      for (let start = 0; start < queueSids.length; start += QUEUES_PER_REQUEST) {
        const statistics = await bulkStatistics(queueSids.slice(start, start + QUEUES_PER_REQUEST));
        for (const data of statistics) counts.set(data.task_queue_sid, countsOf(data));
      }
      return counts;
    },
    openTasks: async (queueSid) => {
      const tasks = await workspace.tasks.list({
        taskQueueSid: queueSid,
        assignmentStatus: OPEN_STATUSES,
        pageSize: PAGE_SIZE,
      });
      return tasks.map(listedTask);
    },
    task: async (sid) => {
      const task = await orNull(() => workspace.tasks(sid).fetch());
      return task && listedTask(task);
    },
    reservations: async (taskSid) =>
      (await workspace.tasks(taskSid).reservations.list({ pageSize: PAGE_SIZE })).map(listedReservation),
  };

  /** One queue that was deleted makes TaskRouter refuse all that are asked for with it: halves find the others. */
  async function bulkStatistics(queueSids: readonly string[]): Promise<readonly BulkStatistics[]> {
    const answer = await orNull(() => workspace.taskQueues.bulkRealTimeStatistics.create({ TaskQueueSids: queueSids }));
    if (answer !== null) return answer.taskQueueData as readonly BulkStatistics[];
    if (queueSids.length === 1) return [];
    const middle = Math.ceil(queueSids.length / 2);
    const halves = [queueSids.slice(0, middle), queueSids.slice(middle)];
    return (await Promise.all(halves.map(bulkStatistics))).flat();
  }
}

async function orNull<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof TwilioRequestError && error.status === NOT_FOUND) return null;
    throw error;
  }
}

/** A page that links to nothing is the last one. */
const nextOf = async <Page extends { nextPage(): Promise<unknown> | undefined }>(
  page: Page,
): Promise<Page | undefined> => (await page.nextPage()) as Page | undefined;

/** One queue of the bulk statistics, which the helper leaves untyped. */
interface BulkStatistics {
  readonly task_queue_sid: string;
  readonly tasks_by_status: Readonly<Partial<Record<string, number>>>;
  readonly total_eligible_workers: number;
  readonly total_available_workers: number;
}

const countsOf = ({ tasks_by_status: tasks, ...workers }: BulkStatistics): QueueCounts => ({
  tasks: {
    pending: tasks['pending'] ?? 0,
    reserved: tasks['reserved'] ?? 0,
    assigned: tasks['assigned'] ?? 0,
    wrapping: tasks['wrapping'] ?? 0,
  },
  eligibleWorkers: workers.total_eligible_workers,
  availableWorkers: workers.total_available_workers,
});

/** What the helper's task has, of which its types say less than the API gives. */
interface HelperTask {
  readonly sid: string;
  readonly assignmentStatus: string;
  readonly taskChannelUniqueName: string;
  readonly attributes: string;
  /** Null before the task entered a queue. */
  readonly taskQueueSid: string | null;
  readonly taskQueueFriendlyName: string | null;
  readonly taskQueueEnteredDate: Date | null;
  readonly dateCreated: Date;
  readonly dateUpdated: Date;
}

const listedTask = (task: HelperTask): ListedTask => ({
  sid: task.sid,
  status: task.assignmentStatus as TaskStatus,
  channel: task.taskChannelUniqueName,
  attributes: task.attributes,
  queueSid: task.taskQueueSid,
  queueName: task.taskQueueFriendlyName,
  enteredAtMs: task.taskQueueEnteredDate?.getTime() ?? null,
  createdAtMs: task.dateCreated.getTime(),
  updatedAtMs: task.dateUpdated.getTime(),
});

interface HelperReservation {
  readonly sid: string;
  readonly reservationStatus: string;
  readonly workerSid: string;
  readonly workerName: string;
  readonly dateCreated: Date;
  readonly dateUpdated: Date;
}

const listedReservation = (reservation: HelperReservation): ListedReservation => ({
  sid: reservation.sid,
  status: reservation.reservationStatus as ReservationStatus,
  workerSid: reservation.workerSid,
  workerName: reservation.workerName,
  createdAtMs: reservation.dateCreated.getTime(),
  updatedAtMs: reservation.dateUpdated.getTime(),
});

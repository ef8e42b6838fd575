import {
  CUSTOMERS_OF_TASK_PATH,
  CustomersOfTask,
  type CustomerKey,
  type CustomerMatch,
  type CustomersOfTaskRequest,
  type ReservationSid,
} from '@flex-sync-suite/shared/contract';
import { type BackendClient, errorWords } from '@flex-sync-suite/shared/flex';
import { createValueSource, type Source, type ValueSource } from '@flex-sync-suite/shared/observable';
import type { SelectedTask } from './task-port';

/** Who the customer of a task is in the shop, as far as it was found out. */
export type Finding =
  | { readonly status: 'looking' }
  | {
      readonly status: 'found';
      /** Empty when the shop told nothing of this customer. */
      readonly customers: readonly CustomerMatch[];
      /** The one that the agent chose of several; null before that. */
      readonly chosen: CustomerKey | null;
      /** When the backend answered, by the browser's clock: permissions begin then. */
      readonly at: number;
    }
  | {
      readonly status: 'failed';
      readonly reason: string;
      /** Whether asking again by itself may help. */
      readonly isPassing: boolean;
    };

/** Asks the backend who the customers of tasks are, and remembers it for as long as the page lives. */
export interface CustomerFinder {
  /** What is known of a task's customer; `looking` before anybody asked. Always the same source for a reservation. */
  readonly findingOf: (task: SelectedTask) => Source<Finding>;
  /** Asks, unless it is known or being asked: "none" and a failure are no knowledge, the shop may have told since. */
  readonly request: (task: SelectedTask) => void;
  /** Asks again. Permissions begin anew with it. */
  readonly lookAgain: (task: SelectedTask) => void;
  readonly choose: (task: SelectedTask, customerKey: CustomerKey | null) => void;
}

interface Known {
  readonly finding: ValueSource<Finding>;
  isAsking: boolean;
}

/** Reservations that are remembered: more than an agent has at once, fewer than she has in a month. */
const MAX_KNOWN = 50;
const LOOKING: Finding = { status: 'looking' };

/** By the reservation and not by the task: a task that is offered again needs new permissions. */
export function createCustomerFinder(client: BackendClient, now: () => number = Date.now): CustomerFinder {
  const known = new Map<ReservationSid, Known>();

  function obtain({ reservationSid }: SelectedTask): Known {
    const found = known.get(reservationSid) ?? { finding: createValueSource<Finding>(LOOKING), isAsking: false };
    known.delete(reservationSid);
    known.set(reservationSid, found);
    const [oldest] = known.keys();
    if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest);
    return found;
  }

  function ask(task: SelectedTask, asked: Known): void {
    if (asked.isAsking) return;
    const before = asked.finding.getSnapshot();
    asked.isAsking = true;
    asked.finding.set(LOOKING);
    const body: CustomersOfTaskRequest = { taskSid: task.taskSid };
    void client
      .request({ method: 'POST', path: CUSTOMERS_OF_TASK_PATH, body, schema: CustomersOfTask })
      .then(({ customers }) => foundOf(customers, before, now()), failureOf)
      .then((finding) => {
        asked.isAsking = false;
        asked.finding.set(finding);
      });
  }

  return {
    findingOf: (task) => obtain(task).finding,
    request(task) {
      const asked = obtain(task);
      const finding = asked.finding.getSnapshot();
      if (finding.status !== 'found' || finding.customers.length === 0) ask(task, asked);
    },
    lookAgain(task) {
      ask(task, obtain(task));
    },
    choose(task, chosen) {
      const { finding } = obtain(task);
      const current = finding.getSnapshot();
      if (current.status === 'found') finding.set({ ...current, chosen });
    },
  };
}

/** A choice that was made stays while the chosen one is still among them. */
function foundOf(customers: readonly CustomerMatch[], before: Finding, at: number): Finding {
  const chosen = before.status === 'found' ? before.chosen : null;
  return {
    status: 'found',
    customers,
    chosen: customers.some(({ customerKey }) => customerKey === chosen) ? chosen : null,
    at,
  };
}

/** Codes and statuses of what passes by itself: no answer, too often, something behind the backend away. */
function failureOf(error: unknown): Finding {
  // By its shape: an error of another bundle's copy is not an instance of this one's class.
  const field = (name: string): unknown =>
    typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  const status = field('status');
  return {
    status: 'failed',
    reason: errorWords(error),
    isPassing: status === 429 || status === 503 || field('code') === 'unreachable',
  };
}

/** The one customer whom a task is taken to be of: the only one, or the one that the agent chose; null for none. */
export function theCustomer(finding: Finding): CustomerMatch | null {
  if (finding.status !== 'found') return null;
  const { customers, chosen } = finding;
  const only = customers.length === 1 ? customers[0] : undefined;
  return only ?? customers.find(({ customerKey }) => customerKey === chosen) ?? null;
}

import {
  MAX_CUSTOMERS_OF_TASK,
  type CustomersOfTask,
  type CustomersOfTaskRequest,
  type TaskSid,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { pause, type Clock } from '../../base/clock';
import { keyedHash } from '../../base/keyed-hash';
import { Refusal } from '../../base/refusal';
import { storableText } from '../../base/storable-text';
import { customerHints } from '../../domain/activity/customer-hints';
import { WARM_MS } from '../../domain/activity/warm';
import { findCustomers, type CustomerClues } from '../../store/activity/customer-matches';
import { addReader, holdsReservation } from '../../store/activity/customer-readers';
import { installationSecret } from '../../store/activity/shops';
import type { Database } from '../../store/database';
import { newestTaskAttributes } from '../../store/newest-attributes';
import { customerMapKey, permissionsKey } from '../../store/outbox/sync-keys';
import { ownersWithCatalogue } from '../../store/activity/customers';
import { markUnfolded, putFirst } from '../../store/activity/folded-events';
import { markDirty } from '../../store/outbox/sync-objects';
import { inTransaction, type Queryable } from '../../store/transaction';
import { workerOf, type Caller } from '../caller';

export interface CustomerCommandOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** Told which objects were marked to be written. */
  readonly onMarked: (keys: readonly string[]) => void;
  /** Waits a moment until Sync lets the worker read the objects. */
  readonly untilReadable: (workerSid: WorkerSid, objectKeys: readonly string[]) => Promise<unknown>;
}

/** What agents ask about the customers of shops. */
export interface CustomerCommands {
  /**
   * Finds the customers of shops that the customer of a task may be, and lets the worker read what they do until she
   * holds no reservation of the task any more.
   * @throws Refusal `forbidden` without a worker, or without such a reservation
   */
  findCustomersOfTask(caller: Caller, request: CustomersOfTaskRequest): Promise<CustomersOfTask>;
}

/**
 * An agent's browser hears of a reservation when the backend does, or a little earlier; and in a flood of events those of
 * the customer may wait to be folded. So it is looked again.
 */
const LOOK_AGAIN_MS = [200, 400, 800];

export function createCustomerCommands(options: CustomerCommandOptions): CustomerCommands {
  const { database, clock, onMarked, untilReadable } = options;

  async function find(workerSid: WorkerSid, taskSid: TaskSid): Promise<Found | NotYet> {
    const secret = await installationSecret(database.kysely, 'activity');
    return inTransaction(database.kysely, async (trx) => {
      if (!(await holdsReservation(trx, { taskSid, workerSid }))) return 'without-reservation';
      const now = clock.now();
      const bounds = { sinceMs: now - WARM_MS, limit: MAX_CUSTOMERS_OF_TASK };
      const clues = await cluesOf(trx, taskSid, secret);
      const customers = await findCustomers(trx, clues, bounds);
      if (customers.length === 0 && (await putFirst(trx, clues)) > 0) return 'unfolded';
      const keys = customers.map(({ customerKey }) => customerKey);
      const added = await addReader(trx, { taskSid, workerSid }, keys, now);
      const marked = added.length === 0 ? [] : [...added.map(customerMapKey), permissionsKey(workerSid)];
      await markDirty(trx, marked, now, { isEdit: true });
      // The catalogue may be another one since the customer's last event.
      if (added.length > 0) await markUnfolded(trx, await ownersWithCatalogue(trx, added));
      return { customers, marked };
    });
  }

  return {
    findCustomersOfTask: async (caller, { taskSid }) => {
      const workerSid = workerOf(caller);
      let found = await find(workerSid, taskSid);
      for (const delayMs of LOOK_AGAIN_MS) {
        if (typeof found !== 'string') break;
        await pause(clock, delayMs);
        found = await find(workerSid, taskSid);
      }
      if (found === 'without-reservation') throw noReservation();
      if (found === 'unfolded') return { customers: [] };
      const { customers, marked } = found;
      if (marked.length > 0) onMarked(marked);
      if (customers.length > 0) {
        await untilReadable(
          workerSid,
          customers.map(({ customerKey }) => customerMapKey(customerKey)),
        );
      }
      return { customers };
    },
  };
}

interface Found extends CustomersOfTask {
  readonly marked: readonly string[];
}

/** Why it may be found a moment later. */
type NotYet = 'without-reservation' | 'unfolded';

async function cluesOf(db: Queryable, taskSid: TaskSid, secret: string): Promise<CustomerClues> {
  const { anonymousIds, userIds, emails, phones } = customerHints(await newestTaskAttributes(db, taskSid));
  const hashed = keyedHash(secret);
  return {
    anonymousIds: anonymousIds.map(storableText),
    userIds: userIds.map(storableText),
    emailHashes: emails.map(hashed),
    phoneHashes: phones.map(hashed),
  };
}

const noReservation = (): Refusal =>
  new Refusal(
    'forbidden',
    'no_reservation',
    'You hold no reservation of this task: only who is offered a task, or handles it, sees what its customer does.',
  );

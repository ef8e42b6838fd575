import { CUSTOMERS_OF_TASK_PATH, CustomersOfTask, CustomersOfTaskRequest } from '@flex-sync-suite/shared/contract';
import type { CustomerCommands } from '../../commands/activity/find-customers';
import { serving, type ServedOperation } from '../operations/operation';

const BODY_LIMIT_BYTES = 4_096;
/** An agent's page asks once a reservation; offers that go round, and reloads, are several at once. */
const LIMIT = { burst: 60, refillMs: 1_000 };

/** What agents ask about the customers of shops. */
export const customerOperations = (customers: CustomerCommands): readonly ServedOperation[] => [
  serving(
    {
      method: 'post',
      path: CUSTOMERS_OF_TASK_PATH,
      summary: 'Finds who the customer of a task is in the shop, and lets its agent read what that customer does.',
      body: CustomersOfTaskRequest,
      bodyLimitBytes: BODY_LIMIT_BYTES,
      answer: CustomersOfTask,
      errors: [403],
      limit: LIMIT,
    },
    ({ caller, body }) => customers.findCustomersOfTask(caller, body),
  ),
];

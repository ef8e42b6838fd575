import {
  CUSTOMERS_OF_TASK_PATH,
  CUSTOMERS_PATH,
  CustomersOfTask,
  CustomersOfTaskRequest,
  EraseCustomerQuery,
  ShopUserId,
} from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import type { EraseCustomer } from '../../commands/activity/erase-customer';
import type { CustomerCommands } from '../../commands/activity/find-customers';
import { serving, type ServedOperation } from '../operations/operation';

const BODY_LIMIT_BYTES = 4_096;
/** An agent's page asks once a reservation; offers that go round, and reloads, are several at once. */
const LIMIT = { burst: 60, refillMs: 1_000 };

/** What agents ask about the customers of shops, and what admins take out. */
export const customerOperations = (customers: CustomerCommands, erase: EraseCustomer): readonly ServedOperation[] => [
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
  serving(
    {
      method: 'delete',
      path: `${CUSTOMERS_PATH}/{userId}`,
      summary: 'Erases everything that tells of a user of a shop; sums stay.',
      params: { userId: ShopUserId },
      missing: noSuchUser,
      query: EraseCustomerQuery,
      errors: [403],
      limit: LIMIT,
    },
    async ({ caller, params, query }) => {
      await erase(caller, { shopId: query.shop, userId: params.userId });
      return undefined;
    },
  ),
];

const noSuchUser = (): Refusal =>
  new Refusal('missing', 'no_such_user', 'No shop has a user with such an id: it has 1 to 255 characters.');

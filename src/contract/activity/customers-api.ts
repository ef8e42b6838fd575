import * as v from 'valibot';
import { TaskSid } from '../sid';
import { CustomerKey } from './activity-keys';
import { ShopId } from './shops-api';

/**
 * `POST`: the customers of the shop that the customer of a task may be. The caller holds a reservation of the task, pending
 * or accepted; with the answer she may read the Maps of those customers, until her last reservation of them ends.
 */
export const CUSTOMERS_OF_TASK_PATH = '/activity/customers/for-task';

/** Customers that an answer names at most. */
export const MAX_CUSTOMERS_OF_TASK = 10;

/** Body of `POST /activity/customers/for-task`. */
export const CustomersOfTaskRequest = v.object({ taskSid: TaskSid });
export type CustomersOfTaskRequest = v.InferOutput<typeof CustomersOfTaskRequest>;

/** A customer that a task may be of. */
export const CustomerMatch = v.object({
  customerKey: CustomerKey,
  /** Whether the shop signed who this customer is; a page can claim any `userId`. */
  isVerified: v.boolean(),
  /** What of the task's attributes led to the customer. */
  matchedBy: v.picklist(['anonymousId', 'userId', 'email', 'phone']),
});
export type CustomerMatch = v.InferOutput<typeof CustomerMatch>;

/** Answer of `POST /activity/customers/for-task`: the best match first; empty when the shop told nothing of this customer. */
export const CustomersOfTask = v.object({
  customers: v.pipe(v.array(CustomerMatch), v.maxLength(MAX_CUSTOMERS_OF_TASK)),
});
export type CustomersOfTask = v.InferOutput<typeof CustomersOfTask>;

/** Path of one customer: `DELETE {path}/{userId}?shop=…` erases everything that tells of that user of a shop. */
export const CUSTOMERS_PATH = '/activity/customers';

/** The shop's own id of a user. */
export const ShopUserId = v.pipe(v.string(), v.minLength(1), v.maxLength(255));

/** Query of `DELETE /activity/customers/{userId}`. */
export const EraseCustomerQuery = v.object({ shop: ShopId });

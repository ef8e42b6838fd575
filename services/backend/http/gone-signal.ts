import type { FastifyReply } from 'fastify';
import { Refusal } from '../base/refusal';

/**
 * Aborted when nobody waits for the answer any more: when the connection ends, or when the answer was sent. Not
 * `request.signal`, which follows the request alone: that ends when its body is read.
 */
export function goneSignal({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  // Nobody will read it: below 500 it is not logged as a failure of ours.
  const leave = (): void => {
    controller.abort(new Refusal('invalid', 'gone', 'The caller did not wait for the answer.'));
  };
  if (raw.closed) leave();
  else raw.once('close', leave);
  return controller.signal;
}

import fc from 'fast-check';
import type { CallbackForm } from '../ingest/normalize-callback';
import { activitySid, callback, reservationFields, workerSid } from './callbacks';
import { HISTORY_SPAN_MS } from './histories';

/** Few instants, so that an agent often does two things at one. */
const instant = fc.integer({ min: 0, max: 10 }).map((n) => (n * HISTORY_SPAN_MS) / 10_000);

/** Of tasks that `anyHistory` knows nothing of. */
const calls = (tasks: readonly number[]): fc.Arbitrary<CallbackForm[]> =>
  fc
    .tuple(
      ...tasks.map((task) =>
        fc
          .record({
            queue: fc.integer({ min: 1, max: 2 }),
            worker: fc.integer({ min: 1, max: 2 }),
            at: instant,
            end: instant,
          })
          .map(({ queue, worker, at, end }) => {
            const ofReservation = (type: string, seconds: number): CallbackForm =>
              callback(`reservation.${type}`, seconds, reservationFields(task * 10, { task, queue, worker }));
            return [ofReservation('accepted', at), ...(end < at ? [] : [ofReservation('completed', end)])];
          }),
      ),
    )
    .map((each) => each.flat());

const moves = fc.array(
  fc
    .record({ worker: fc.integer({ min: 1, max: 2 }), activity: fc.integer({ min: 1, max: 2 }), at: instant })
    .map(({ worker, activity, at }) =>
      callback('worker.activity.update', at, {
        ...{ WorkerSid: workerSid(worker), WorkerActivitySid: activitySid(activity) },
      }),
    ),
  { maxLength: 10 },
);

/** Two agents with several calls at once, or one after the other, or not over, who change their activity meanwhile. */
export const anyShift = (tasks: readonly number[]): fc.Arbitrary<CallbackForm[]> =>
  fc.tuple(calls(tasks), moves).map((parts) => parts.flat());

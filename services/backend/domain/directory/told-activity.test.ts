import { activitySid, callback, eventOf, taskFields, workerSid } from '../../testing/callbacks';
import { stampOf } from '../stamp';
import { toldActivity } from './told-activity';

const WORKER = { WorkerSid: workerSid(1), WorkerActivitySid: activitySid(2) };

it.each(['worker.created', 'worker.activity.update', 'worker.attributes.update', 'worker.deleted'])(
  '%s tells in which activity its worker is',
  (type) => {
    const event = eventOf(callback(type, 5, WORKER));
    expect(toldActivity(event)).toEqual({
      ...{ workerSid: workerSid(1), activitySid: activitySid(2), atMs: event.atMs, stamp: stampOf(event) },
    });
  },
);

it.each([
  ['one that does not name an activity', callback('worker.attributes.update', 5, { WorkerSid: workerSid(1) })],
  [
    'one of a task',
    callback('reservation.accepted', 5, { ...taskFields(1, 1), ...WORKER, ReservationSid: `WR${'1'.repeat(32)}` }),
  ],
])('%s tells nothing of it', (_what, form) => {
  expect(toldActivity(eventOf(form))).toBeNull();
});

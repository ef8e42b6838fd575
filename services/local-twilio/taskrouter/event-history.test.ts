import { createBench } from '../testing/task-router-bench';
import { createEventHistory } from './event-history';

test('[TR39] beyond the most that are kept, the oldest events go first', () => {
  const { router, clock, task, queue, events } = createBench();
  const history = createEventHistory(clock, 3);
  router.onEvent(history.add);
  queue('Sales');
  task('Sales');
  const kept = history.newestFirst({ fromMs: 0, toMs: Infinity, upTo: Infinity });
  const newest = events.slice(-3).map(({ sid }) => sid);
  expect(kept.map(({ sid }) => sid)).toEqual(newest.toReversed());
  expect(history.find(events[0]!.sid)).toBeUndefined();
});

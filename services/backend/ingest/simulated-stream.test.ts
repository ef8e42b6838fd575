import { createScaledClock } from '../../local-twilio/base/scaled-clock';
import { cloudEventOf } from '../../local-twilio/event-streams/cloud-event';
import { createContactCentre } from '../../local-twilio/testing/contact-centre';
import type { TaskRouterEvent } from '../../local-twilio/taskrouter/events';
import { eventsOfBatch } from './event-stream';
import { isDead } from './normalize-callback';
import { eventOf } from './received-event';

const START = Date.parse('2026-01-05T09:00:00.000Z');
const DAY_MS = 24 * 3_600_000;

test('of a simulated contact centre, Event Streams tells event by event what the callbacks tell', async () => {
  const clock = createScaledClock({ wallClock: () => START });
  const centre = createContactCentre({ clock });
  const told: TaskRouterEvent[] = [];
  centre.router.onEvent((event) => told.push(event));
  centre.simulator.command({ running: true, seed: 1, stopAfterTasks: 60, queues: 4, workers: 10, rejectShare: 0.2 });
  for (let day = 1; day <= 10 && !centre.simulator.state.finished; day += 1) clock.jumpTo(START + day * DAY_MS);
  await centre.close();

  const now = START + 20 * DAY_MS;
  for (const event of told) {
    const [streamed] = eventsOfBatch([JSON.parse(JSON.stringify(cloudEventOf(event, 4)))]).map((each) =>
      eventOf(each, now),
    );
    expect(streamed).toEqual(eventOf({ source: 'callback', form: event.payload }, now));
    expect(streamed === undefined || isDead(streamed)).toBe(false);
  }
  expect(new Set(told.map(({ type }) => type.split('.')[0]))).toEqual(
    new Set(['task', 'task-queue', 'workflow', 'reservation', 'worker']),
  );
  expect(told.length).toBeGreaterThan(500);
});

import { CUSTOMERS_OF_TASK_PATH } from '@flex-sync-suite/shared/contract';
import { createFakeBackend } from '@flex-sync-suite/shared/testing';
import { createCustomerFinder } from './customer-finder';
import { customerKey, match, NOON, OTHER_RESERVATION, RESERVATION, TASK } from '../testing/customer-fixtures';

const task = { taskSid: TASK, reservationSid: RESERVATION };

function start() {
  const backend = createFakeBackend();
  const finder = createCustomerFinder(backend.client, () => NOON);
  return { backend, finder, look: () => finder.findingOf(task).getSnapshot() };
}
const settled = async (): Promise<void> => {
  for (let n = 0; n < 5; n += 1) await Promise.resolve();
};

it('asks once for a reservation, whoever looks, and keeps who was found', async () => {
  const { backend, finder, look } = start();
  expect(look()).toEqual({ status: 'looking' });
  finder.request(task);
  finder.request(task);
  expect(backend.requests).toEqual([
    { method: 'POST', path: CUSTOMERS_OF_TASK_PATH, query: undefined, body: { taskSid: TASK } },
  ]);
  backend.answer({ customers: [match(1)] });
  await settled();
  expect(look()).toEqual({ status: 'found', customers: [match(1)], chosen: null, at: NOON });
  finder.request(task);
  expect(backend.requests).toHaveLength(1);
});

it('asks anew for another reservation of the same task: permissions ended with the one before', async () => {
  const { backend, finder } = start();
  finder.request(task);
  backend.answer({ customers: [match(1)] });
  await settled();
  finder.request({ ...task, reservationSid: OTHER_RESERVATION });
  expect(backend.requests).toHaveLength(2);
});

it('takes "none" for no knowledge: the shop may have told since', async () => {
  const { backend, finder, look } = start();
  finder.request(task);
  backend.answer({ customers: [] });
  await settled();
  expect(look()).toMatchObject({ status: 'found', customers: [] });
  finder.request(task);
  expect([backend.requests.length, look().status]).toEqual([2, 'looking']);
});

it('keeps the choice of one of several when it looks again, as long as that one is among them', async () => {
  const { backend, finder, look } = start();
  finder.request(task);
  backend.answer({ customers: [match(1), match(2)] });
  await settled();
  finder.choose(task, customerKey(2));
  finder.lookAgain(task);
  backend.answer({ customers: [match(2), match(3)] });
  await settled();
  expect(look()).toMatchObject({ chosen: customerKey(2) });
  finder.lookAgain(task);
  backend.answer({ customers: [match(3), match(1)] });
  await settled();
  expect(look()).toMatchObject({ chosen: null });
});

it.each([
  [401, 'session-ended', false],
  [403, 'forbidden', false],
  [404, 'not-found', false],
  [429, 'too-many-requests', true],
  [503, 'unavailable', true],
  [null, 'unreachable', true],
])('tells in the backend’s words why it failed, and for %s whether it may pass', async (status, code, isPassing) => {
  const { backend, finder, look } = start();
  finder.request(task);
  backend.fail(code, 'A sentence for people', { status });
  await settled();
  expect(look()).toEqual({ status: 'failed', reason: 'A sentence for people', isPassing });
  finder.request(task);
  expect(backend.requests).toHaveLength(2);
});

it('remembers the reservations of the day, and not all for ever', () => {
  const { finder } = start();
  const sources = Array.from({ length: 51 }, (_, index) => {
    const reservationSid = `WR${String(index).padStart(32, '0')}` as typeof RESERVATION;
    return { reservationSid, source: finder.findingOf({ ...task, reservationSid }) };
  });
  const isKept = ({ reservationSid, source }: (typeof sources)[number]): boolean =>
    finder.findingOf({ ...task, reservationSid }) === source;
  expect([sources[50], sources[1], sources[0]].map((each) => each !== undefined && isKept(each))).toEqual([
    true,
    true,
    false,
  ]);
});

import type { TaskContext } from '@flex-sync-suite/shared/flex';
import { act, render } from '@testing-library/react';
import { customerMap } from '@flex-sync-suite/shared/contract';
import { createValueSource } from '@flex-sync-suite/shared/observable';
import { createFakeBackend, createViewSuite, passTime } from '@flex-sync-suite/shared/testing';
import React, { StrictMode } from 'react';
import { createContextOffer } from '../data/context-offer';
import { createCustomerFinder } from '../data/customer-finder';
import type { SelectedTask } from '../data/task-port';
import {
  checkoutEntry,
  customerItem,
  customerKey,
  match,
  NOON,
  OTHER_RESERVATION,
  OTHER_TASK,
  RESERVATION,
  TASK,
} from '../testing/customer-fixtures';
import { ContextWatcher } from './context-watcher';

const suite = createViewSuite(NOON);
suite.setUp();

async function start() {
  const fake = suite.startStore();
  const backend = createFakeBackend();
  const put = (number: number): void => {
    const map = customerMap(customerKey(number));
    fake.createMap(map);
    fake.setItem(map, 'checkout', customerItem(checkoutEntry()));
  };
  put(1);
  put(2);
  const task = createValueSource<SelectedTask | null>({ taskSid: TASK, reservationSid: RESERVATION });
  const finder = createCustomerFinder(backend.client);
  const offer = createContextOffer(task.getSnapshot);
  const world = { store: fake.store, finder, task, locale: 'en-US', timeZone: 'UTC' };
  render(
    <StrictMode>
      <ContextWatcher offer={offer} openWorld={() => world} />
    </StrictMode>,
  );
  const seen: (TaskContext | null)[] = [];
  const answer = async (...numbers: readonly number[]): Promise<void> => {
    backend.answer({ customers: numbers.map((number) => match(number)) });
    await passTime(500);
  };
  await passTime(10);
  return {
    fake,
    backend,
    task,
    finder,
    answer,
    seen,
    now: () => offer.source.getSnapshot(),
    async follow() {
      let end = (): void => undefined;
      act(() => {
        end = offer.source.subscribe(() => seen.push(offer.source.getSnapshot()));
      });
      await passTime(10);
      return () => {
        act(end);
      };
    },
  };
}

it('asks nobody and opens nothing until another plugin wants to know, and nothing any more afterwards', async () => {
  const { fake, backend, answer, follow, now } = await start();
  await passTime(1_000);
  expect([backend.requests.length, fake.store.usage().objects, now()]).toEqual([0, 0, null]);
  const stop = await follow();
  await answer(1);
  expect(now()?.checkout).toMatchObject({ step: { number: 2, name: 'Payment' }, failures: 2 });
  stop();
  await passTime(1_000);
  expect([backend.requests.length, fake.store.usage().listeners]).toEqual([1, 0]);
});

it('asks once for a reservation, whoever else looks', async () => {
  const { backend, finder, follow, answer } = await start();
  finder.request({ taskSid: TASK, reservationSid: RESERVATION });
  const stop = await follow();
  await answer(1);
  finder.request({ taskSid: TASK, reservationSid: RESERVATION });
  expect(backend.requests).toHaveLength(1);
  stop();
});

it('never tells of one task’s customer as of another’s', async () => {
  const { task, follow, answer, now } = await start();
  const stop = await follow();
  await answer(1);
  expect(now()).not.toBeNull();
  act(() => {
    task.set({ taskSid: OTHER_TASK, reservationSid: OTHER_RESERVATION });
    // At once, before anything of the page has followed.
    expect(now()).toBeNull();
  });
  await passTime(500);
  expect(now()).toBeNull();
  await answer(2);
  expect(now()).not.toBeNull();
  act(() => {
    task.set(null);
  });
  await passTime(10);
  expect(now()).toBeNull();
  stop();
});

it('tells nothing while several match, and of the one that the agent chose', async () => {
  const { finder, follow, answer, now } = await start();
  const stop = await follow();
  await answer(1, 2);
  expect(now()).toBeNull();
  act(() => {
    finder.choose({ taskSid: TASK, reservationSid: RESERVATION }, customerKey(2));
  });
  await passTime(500);
  expect(now()?.checkout?.failures).toBe(2);
  stop();
});

it('tells each change once, with the same object in between', async () => {
  const { fake, follow, answer, now, seen } = await start();
  const stop = await follow();
  await answer(1);
  const told = now();
  seen.length = 0;
  await passTime(2_000);
  expect([now() === told, seen]).toEqual([true, []]);
  fake.setItem(
    customerMap(customerKey(1)),
    'checkout',
    customerItem(checkoutEntry({ orderedAt: new Date().toISOString() })),
  );
  await passTime(500);
  expect(seen.map((context) => context?.checkout)).toEqual([null]);
  stop();
});

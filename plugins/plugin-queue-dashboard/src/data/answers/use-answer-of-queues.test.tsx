import { MAX_QUEUES_ASKED, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { render, screen } from '@testing-library/react';
import React from 'react';
import { queueSid } from '../../testing/queue-fixtures';
import { SELDOM, useAnswerOfQueues } from './use-answer-of-queues';

const asked: (readonly TaskQueueSid[])[] = [];
const ask = (sids: readonly TaskQueueSid[]): Promise<number> => {
  asked.push(sids);
  return Promise.resolve(sids.length);
};
const queues = (count: number) => Array.from({ length: count }, (_each, number) => ({ sid: queueSid(number) }));

function Shown({ count, wanted }: { readonly count: number; readonly wanted: string }): React.JSX.Element {
  const answer = useAnswerOfQueues(ask, { queues: queues(count), wanted }, SELDOM);
  return <p>{answer ?? 'nothing'}</p>;
}

/** How many queues each question was about. */
const takeAsked = (): number[] => asked.splice(0).map(({ length }) => length);

beforeEach(() => {
  jest.useFakeTimers();
  asked.length = 0;
});
afterEach(() => {
  jest.useRealTimers();
});

it('asks at once, and while the list grows not for each queue that comes', async () => {
  const { rerender, unmount } = render(<Shown count={0} wanted="" />);
  await passTime(60_000);
  expect(takeAsked()).toEqual([]);
  for (let count = 1; count <= 90; count += 1) {
    rerender(<Shown count={count} wanted="" />);
    await passTime(100);
  }
  expect(takeAsked()).toEqual([1]);
  // What is known stands meanwhile.
  expect(screen.getByText('1')).toBeInTheDocument();
  await passTime(2_000);
  expect(takeAsked()).toEqual([90]);
  expect(screen.getByText('90')).toBeInTheDocument();
  await passTime(28_000);
  expect(takeAsked()).toEqual([]);
  await passTime(2_000);
  expect(takeAsked()).toEqual([90]);
  unmount();
});

it('asks at once about queues that were chosen otherwise, and shows nothing of the others', async () => {
  const { rerender, unmount } = render(<Shown count={5} wanted="" />);
  await passTime(0);
  rerender(<Shown count={2} wanted="sales" />);
  expect(screen.getByText('nothing')).toBeInTheDocument();
  await passTime(0);
  expect(screen.getByText('2')).toBeInTheDocument();
  expect(takeAsked()).toEqual([5, 2]);
  unmount();
});

it('asks about all of 6,000 queues, and not about more than the backend answers for', async () => {
  const { rerender, unmount } = render(<Shown count={6_000} wanted="" />);
  await passTime(0);
  expect(takeAsked()).toEqual([6_000]);
  rerender(<Shown count={MAX_QUEUES_ASKED + 1} wanted="" />);
  await passTime(60_000);
  expect(takeAsked()).toEqual([]);
  expect(screen.getByText('nothing')).toBeInTheDocument();
  unmount();
});

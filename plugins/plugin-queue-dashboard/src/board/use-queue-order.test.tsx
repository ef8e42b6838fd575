import { render } from '@testing-library/react';
import React from 'react';
import type { BoardQueue } from '../data/use-board-queues';
import type { QueueHealth } from '../model/figures/queue-row-model';
import { DEFAULT_SORT } from '../model/order/sort-queues';
import { indexItem, queueDocumentData, queueSid } from '../testing/queue-fixtures';
import { useQueueOrder } from './use-queue-order';

const [SALES, BILLING] = [queueSid(1), queueSid(2)];
const collator = new Intl.Collator('en');
const queue = (sid: BoardQueue['sid'], name: string): BoardQueue => ({
  sid,
  item: indexItem({ name }),
  document: queueDocumentData(),
  failedSince: null,
});
const health = (status: QueueHealth['status'], waitMs: number): QueueHealth => ({
  status,
  causes: status === 'ok' ? [] : [{ metric: 'longestWait', severity: 'warning', waitMs, thresholdMs: 1 }],
  lastKnownAt: null,
});

it('sorts anew when a status or a queue is another one, and not when only the clock has ticked', () => {
  const orders: (readonly string[])[] = [];
  function Order(props: Pick<Parameters<typeof useQueueOrder>[0], 'queues' | 'healths'>): null {
    orders.push(useQueueOrder({ ...props, sort: DEFAULT_SORT, collator }));
    return null;
  }
  const queues = [queue(SALES, 'Sales'), queue(BILLING, 'Billing')];
  const tick = (sales: QueueHealth): ReadonlyMap<string, QueueHealth> =>
    new Map([
      [SALES, sales],
      [BILLING, health('ok', 0)],
    ]);
  const { rerender } = render(<Order queues={queues} healths={tick(health('warning', 1_000))} />);
  rerender(<Order queues={queues} healths={tick(health('warning', 2_000))} />);
  rerender(<Order queues={queues} healths={tick(health('warning', 3_000))} />);
  expect(orders.at(-1)).toEqual([SALES, BILLING]);
  expect(new Set(orders).size).toBe(1);

  rerender(<Order queues={queues} healths={tick(health('ok', 4_000))} />);
  expect(orders.at(-1)).toEqual([BILLING, SALES]);
  const before = orders.at(-1);
  rerender(<Order queues={[...queues]} healths={tick(health('ok', 5_000))} />);
  expect(orders.at(-1)).not.toBe(before);
});

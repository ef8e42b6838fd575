import { expect, type Locator, type Page } from '@playwright/test';

/** The tab of an agent's own queues, as its user sees it. */
export interface MyQueuesTab {
  readonly rows: Locator;
  row(queue: string): Locator;
  waiting(row: Locator): Locator;
  longestWait(row: Locator): Locator;
}

/** Opens the tab, and waits until all of the agent's queues are read. */
export async function openMyQueues(page: Page): Promise<MyQueuesTab> {
  const root = page.getByTestId('my-queues-panel');
  await page.getByTestId('my-queues-toggle').click();
  await expect(root).toHaveAttribute('data-state', 'ready', { timeout: 30_000 });
  await expect(root.getByText(/^Queues still being read/)).toHaveCount(0, { timeout: 30_000 });
  const rows = root.getByTestId('my-queue');
  return {
    rows,
    row: (queue) => rows.filter({ hasText: queue }),
    waiting: (row) => row.locator('[data-cell="waiting"]'),
    longestWait: (row) => row.locator('[data-cell="longest-wait"]'),
  };
}

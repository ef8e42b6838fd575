import { expect, type Locator, type Page } from '@playwright/test';

/** The queue dashboard, as its user sees it. */
export interface QueueBoard {
  readonly root: Locator;
  row(queueSid: string): Locator;
  cell(queueSid: string, name: string): Locator;
  /** The queue's name, which opens its drawer. */
  name(queueSid: string): Locator;
  /** Who waits in a queue, and who could answer. */
  readonly drawer: Locator;
}

/** Opens the board through the side navigation, as a supervisor does. */
export async function openQueueBoard(page: Page): Promise<QueueBoard> {
  await page.locator('.Twilio-SideNav').getByRole('link', { name: 'Queue dashboard' }).click();
  const board = queueBoardOn(page);
  await expect(board.root).toHaveAttribute('data-state', 'ready', { timeout: 30_000 });
  return board;
}

export function queueBoardOn(page: Page): QueueBoard {
  const root = page.getByTestId('queue-board');
  const row = (queueSid: string): Locator => root.locator(`[data-testid="queue-row"][data-queue-sid="${queueSid}"]`);
  return {
    root,
    row,
    cell: (queueSid, name) => row(queueSid).locator(`[data-cell="${name}"]`),
    name: (queueSid) => row(queueSid).getByRole('button'),
    drawer: page.getByTestId('queue-drawer'),
  };
}

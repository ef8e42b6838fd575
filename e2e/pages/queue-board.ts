import { expect, type Locator, type Page } from '@playwright/test';

/** The queue dashboard, as its user sees it. */
export interface QueueBoard {
  readonly root: Locator;
  row(queueSid: string): Locator;
  cell(queueSid: string, name: string): Locator;
  /** The queue's name, which opens its drawer. */
  name(queueSid: string): Locator;
  /** Opens a menu of the toolbar and chooses one of its entries, by their test ids. */
  choose(menu: 'board-menu' | 'settings-menu' | 'view-menu', entry: string): Promise<void>;
  /** Adds figures of a window to those that are shown. */
  showAlso(window: string, figures: readonly string[]): Promise<void>;
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
  const choose: QueueBoard['choose'] = async (menu, entry) => {
    await root.getByTestId(menu).click();
    await root.getByTestId(entry).click();
  };
  return {
    root,
    row,
    cell: (queueSid, name) => row(queueSid).locator(`[data-cell="${name}"]`),
    name: (queueSid) => row(queueSid).locator('[aria-haspopup="dialog"]'),
    choose,
    showAlso: async (window, figures) => {
      await choose('board-menu', 'choose-columns');
      const chooser = page.getByTestId('column-chooser');
      for (const figure of figures)
        await chooser.getByRole('group', { name: window }).getByText(figure, { exact: true }).click();
      await chooser.getByRole('button', { name: 'Apply' }).click();
      await expect(chooser).toHaveCount(0);
    },
    drawer: page.getByTestId('queue-drawer'),
  };
}

import type { Page } from '@playwright/test';
import { openDesktop } from '../pages/flex-desktop';
import { openQueueBoard, queueBoardOn, type QueueBoard } from '../pages/queue-board';
import { violationsIn } from '../support/accessibility';
import { expect, test } from '../support/browser-test';
import { startSuite, type Suite } from '../support/suite';

let suite: Suite;

test.beforeAll(async () => {
  suite = await startSuite();
});

test.afterAll(async () => {
  await suite.close();
});

const HOSTILE = '<img src=x onerror="document.title=1"> Bill';

/** Saves what the board shows under a name, by the keyboard, and returns the view's id. */
async function saveView(page: Page, board: QueueBoard, name: string): Promise<string> {
  await board.choose('view-menu', 'manage-views');
  const dialog = page.getByTestId('views-dialog');
  await dialog.getByTestId('rule-name').fill(name);
  await page.keyboard.press('Enter');
  await expect(dialog.getByTestId('rules-news')).toContainText('Saved:');
  expect(await violationsIn(page, 'views-dialog')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(board.root.getByTestId('view-menu')).toBeFocused();
  const id = new URL(page.url()).searchParams.get('view');
  if (id === null) throw new Error(`No view in ${page.url()}`);
  return id;
}

test('a view is saved, found again by the way back and by its link, and deleted with a way back', async ({ page }) => {
  const desktop = await openDesktop(page, suite, 'as=supervisor');
  const board = await openQueueBoard(desktop.page);
  const { root } = board;
  await root.getByTestId('queue-filter').fill('bill');
  await root.getByTestId('view-cards').click();
  const id = await saveView(page, board, HOSTILE);
  await expect(root.getByTestId('view-in-use')).toHaveText(`View: ${HOSTILE}`);
  await expect(page).toHaveURL(new RegExp(`\\?view=${id}$`));

  await board.choose('view-menu', 'view-none');
  await expect(root.getByTestId('queue-filter')).toHaveValue('');
  await page.goBack();
  await expect(root.getByTestId('queue-filter')).toHaveValue('bill');
  await root.getByTestId('view-table').click();
  await expect(root.getByTestId('view-changed')).toBeVisible();
  await page.goBack();
  await expect(root.getByTestId('view-changed')).toHaveCount(0);

  // In a second tab, which knows nothing but the link.
  const tab = await openDesktop(await page.context().newPage(), suite, 'as=supervisor');
  await tab.openPath(`/queue-dashboard?view=${id}`);
  const second = queueBoardOn(tab.page);
  await expect(second.root.getByTestId('view-in-use')).toHaveText(`View: ${HOSTILE}`, { timeout: 60_000 });
  await expect(second.root.getByTestId('queue-card')).toHaveCount(1, { timeout: 30_000 });
  await tab.page.close();

  await board.choose('view-menu', 'manage-views');
  const dialog = page.getByTestId('views-dialog');
  await dialog.getByTestId('view-remove').click();
  await expect(dialog.getByTestId('rules-undo')).toBeFocused();
  await expect(root.getByTestId('view-in-use')).toHaveText('View: Plain board');
  await page.keyboard.press('Enter');
  await expect(dialog.getByTestId('view-name')).toHaveText(HOSTILE);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveTitle('1');
});

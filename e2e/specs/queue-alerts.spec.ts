import type { Locator, Page } from '@playwright/test';
import { openDesktop } from '../pages/flex-desktop';
import { openQueueBoard, type QueueBoard } from '../pages/queue-board';
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

/** Opens the board of somebody who may see alerts. */
async function boardOf(page: Page, signIn: string): Promise<QueueBoard> {
  const desktop = await openDesktop(page, suite, signIn);
  return openQueueBoard(desktop.page);
}

/** Writes a rule as an admin does, and sees it saved. */
async function addRule(page: Page, board: QueueBoard): Promise<void> {
  await board.choose('settings-menu', 'open-alert-rules');
  const rules = page.getByTestId('rules-dialog');
  await rules.getByTestId('rule-metric').selectOption({ label: 'Waiting tasks' });
  await rules.getByTestId('rule-scope').selectOption({ label: 'One queue' });
  await rules.getByTestId('rule-queue').selectOption({ label: 'Billing' });
  await rules.getByTestId('rule-warning').fill('3');
  await rules.getByTestId('rule-critical').fill('2');
  await rules.getByRole('button', { name: 'Add rule' }).click();
  await expect(rules.getByText('Critical has to be higher than the warning')).toBeVisible();
  expect(await violationsIn(page, 'rules-dialog')).toEqual([]);
  await rules.getByTestId('rule-warning').fill('');
  await rules.getByTestId('rule-forSeconds').fill('0');
  await rules.getByRole('button', { name: 'Add rule' }).click();
  await expect(rules.getByTestId('rules-news')).toContainText('Added: Queue Billing: Waiting tasks; critical at 2');
  await page.keyboard.press('Escape');
  await expect(rules).toHaveCount(0);
}

/** Makes a webhook, tries it, deletes it and has it back. */
async function tryWebhook(page: Page, board: QueueBoard): Promise<void> {
  await board.choose('settings-menu', 'open-hooks');
  const hooks = page.getByTestId('hooks-dialog');
  await hooks.getByTestId('hook-name').fill('Pager');
  await hooks.getByTestId('hook-url').fill('https://192.168.0.7/alerts');
  await page.keyboard.press('Enter');
  await expect(hooks.getByText(/Not done:.*public/)).toBeVisible();
  await hooks.getByTestId('hook-url').fill('https://receiver.invalid/alerts');
  await page.keyboard.press('Enter');
  await expect(hooks.getByTestId('hook-secret')).not.toBeEmpty();
  expect(await violationsIn(page, 'hooks-dialog')).toEqual([]);
  await hooks.getByTestId('hook-test').click();
  await expect(hooks.getByTestId('hook-news')).toContainText(/Pager did not take the test: .*No answer/);
  await hooks.getByTestId('hook-remove').click();
  await expect(hooks.getByTestId('hook')).toHaveCount(0);
  await hooks.getByTestId('hook-undo').click();
  await expect(hooks.getByTestId('hook')).toContainText('https://receiver.invalid/alerts');
  await hooks.getByTestId('hook-pause').click();
  await expect(hooks.getByTestId('hook')).toContainText('paused');
  await page.keyboard.press('Escape');
  await expect(hooks).toHaveCount(0);
}

/** The alert that the rule raises, in the inbox, which stays open. */
async function alertIn(page: Page, board: QueueBoard): Promise<Locator> {
  await expect(board.root.getByTestId('alert-bell')).not.toHaveAttribute('data-calling', '0');
  await board.root.getByTestId('alert-bell').click();
  return page
    .getByTestId('alert-inbox')
    .getByTestId('alert')
    .filter({ hasText: /the limit is 2\./ });
}

test('a rule made in the editor raises an alert for everybody, one takes it, all see who, and it recovers', async ({
  page: adasPage,
  pageElsewhere,
}) => {
  const ada = await boardOf(adasPage, 'as=admin');
  await addRule(adasPage, ada);
  await tryWebhook(adasPage, ada);
  const samsPage = await pageElsewhere();
  const sam = await boardOf(samsPage, 'as=supervisor');

  const tasks = await Promise.all(
    ['+15005550021', '+15005550022'].map((from) =>
      suite.control.createTask({ channel: 'voice', queue: 'Billing', from }),
    ),
  );
  const [adas, sams] = [await alertIn(adasPage, ada), await alertIn(samsPage, sam)];
  for (const alert of [adas, sams]) {
    await expect(alert).toHaveAttribute('data-severity', 'critical');
    await expect(alert.locator('[data-cell="owner"]')).toContainText('Nobody is on it');
  }

  await sams.getByTestId('alert-owner').click();
  await expect(sams.locator('[data-cell="owner"]')).toContainText('You are on it');
  await expect(adas.locator('[data-cell="owner"]')).toContainText(/sam.? is on it/);

  for (const { taskSid } of tasks) await suite.control.driveTask(taskSid, 'cancel');
  for (const alert of [adas, sams]) await expect(alert.locator('[data-cell="since"]')).toContainText('Recovered at');

  await adas.getByRole('button', { name: /who waits and who could answer/ }).click();
  const history = adasPage.getByTestId('queue-drawer').getByTestId('queue-alert');
  await expect(history).toContainText('2 waiting; the limit is 2.');
  await expect(history.locator('[data-cell="owner"]')).toHaveText('sam');
});

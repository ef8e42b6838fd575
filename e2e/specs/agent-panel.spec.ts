import type { Locator, Page } from '@playwright/test';
import { openCannedPanel } from '../pages/canned-panel';
import { openConversation } from '../pages/conversation';
import { openDesktop } from '../pages/flex-desktop';
import { openMyQueues } from '../pages/my-queues';
import { openRecentCalls } from '../pages/recent-calls';
import { violationsIn } from '../support/accessibility';
import { expect, test } from '../support/browser-test';
import { startSuite, type Suite } from '../support/suite';

let suite: Suite;

test.beforeAll(async () => {
  suite = await startSuite({ demoContent: true });
});

test.afterAll(async () => {
  await suite.close();
});

/** Alice, with a chat that she has accepted. */
async function chatting(page: Page): Promise<void> {
  const desktop = await openDesktop(page, suite, 'as=agent&worker=alice');
  await desktop.setActivity('Available');
  await takeChat(page, 'Vera');
}

async function takeChat(page: Page, from: string): Promise<void> {
  await suite.control.createTask({ channel: 'chat', queue: 'VIP / EMEA', from });
  await openConversation(page).accept();
}

test.afterEach(async () => {
  for (const { sid, status } of (await suite.control.truth()).tasks) {
    if (status !== 'completed' && status !== 'canceled') await suite.control.driveTask(sid, 'complete');
  }
});

/** How much of an element the column that it stands in lets see, in pixels. */
const seenHeight = (element: Locator): Promise<number> =>
  element.evaluate((part) => {
    const { top, bottom } = part.getBoundingClientRect();
    return Math.min(bottom, window.innerHeight) - Math.max(top, 0);
  });

test('calls and responses share one panel, and the customer view of Flex stays in sight', async ({ page }) => {
  await chatting(page);
  const customerView = page.locator('.Twilio-CRMContainer');
  const responses = await openCannedPanel(page);
  expect(await seenHeight(customerView)).toBeGreaterThan(150);

  const calls = await openRecentCalls(page);
  await expect(calls.rows.first()).toBeVisible();
  await expect(responses.rows).toHaveCount(0);
  expect(await seenHeight(customerView)).toBeGreaterThan(150);

  // The keys walk from one to the other, and back.
  await page.getByRole('tab', { name: 'Recent calls' }).press('ArrowLeft');
  await expect(page.getByRole('tab', { name: 'Canned responses' })).toBeFocused();
  await expect(responses.rows.first()).toBeVisible();
  expect(await violationsIn(page, 'agent-panel')).toEqual([]);
  await page.keyboard.press('ArrowRight');
  await expect(calls.rows.first()).toBeVisible();

  // Her own queues, and what enters one of them.
  const mine = await openMyQueues(page);
  const vip = mine.row('VIP / EMEA');
  await expect(mine.waiting(vip)).toHaveText('0');
  const { taskSid } = await suite.control.createTask({ channel: 'voice', queue: 'VIP / EMEA', from: '+15005550123' });
  await expect(mine.waiting(vip)).toHaveText('1');
  await expect(mine.rows.first()).toContainText('VIP / EMEA');
  await expect(mine.longestWait(vip)).toHaveText(/^\d+:\d\d$/);
  expect(await violationsIn(page, 'my-queues-panel')).toEqual([]);
  await suite.control.driveTask(taskSid, 'cancel');
  await expect(mine.waiting(vip)).toHaveText('0');
  await openRecentCalls(page);

  await page.reload();
  await expect(calls.rows.first()).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('agent-panel-toggle').click();
  await expect(page.getByRole('tabpanel')).toHaveCount(0);
  await expect.poll(() => seenHeight(customerView)).toBeGreaterThan(480);
});

test('details of calls follow the task that is selected, and leave the focus with its message', async ({ page }) => {
  await chatting(page);
  const chat = openConversation(page);
  const calls = await openRecentCalls(page);
  await expect(calls.details).toHaveCount(0);
  await takeChat(page, 'Bella');
  await chat.choose('Bella');
  await expect(calls.details.getByRole('heading', { name: 'Bella' })).toBeVisible();
  await calls.details.getByTestId('notes-note').fill('Half a sen');
  await chat.choose('Vera');
  await chat.composer.click();
  await expect(calls.details.getByRole('heading', { name: 'Vera' })).toBeVisible();
  await expect(calls.details.getByTestId('notes-note')).toHaveValue('');
  await expect(chat.composer).toBeFocused();
  await calls.root.getByRole('button', { name: 'Unsaved note: Bella' }).click();
  await expect(calls.details.getByTestId('notes-note')).toHaveValue('Half a sen');
});

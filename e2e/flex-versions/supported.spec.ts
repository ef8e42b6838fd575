import type { Shop } from '../../src/contract';
import { openCannedPanel } from '../pages/canned-panel';
import { openConversation } from '../pages/conversation';
import { openCustomerActivity } from '../pages/customer-activity-view';
import { openMyQueues } from '../pages/my-queues';
import { openQueueBoard } from '../pages/queue-board';
import { openRecentCalls } from '../pages/recent-calls';
import { flexTokenOf } from '../support/backend-api';
import { expect, test } from '../support/browser-test';
import { startSuite, type Suite } from '../support/suite';
import { errorsOf, keepPicture, openDesktopOfVersion } from './desktop-of-version';

/** A queue that nobody but alice serves. */
const ALICES_QUEUE = 'VIP / EMEA';

const VISITOR = 'visitor-of-the-shop';

let suite: Suite;

test.beforeAll(async () => {
  suite = await startSuite({ demoContent: true });
  await lookAtAPage();
});

test.afterAll(async () => {
  await suite.close();
});

/** What a visitor's browser tells the shop's Segment source. */
async function lookAtAPage(): Promise<void> {
  const ask = async <Answer>(path: string, authorization: string, body: object): Promise<Answer> => {
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await fetch(suite.backendUrl + path, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(answer.status, path).toBeLessThan(300);
    return (await answer.json()) as Answer;
  };
  const admin = await flexTokenOf(suite, 'ada', 'admin');
  const { writeKeys } = await ask<Shop>('/activity/shops/demo/write-keys', `Bearer ${admin}`, {});
  const sentAt = new Date().toISOString();
  const page = { type: 'page', messageId: 'page-1', anonymousId: VISITOR, timestamp: sentAt, name: 'Lanterns' };
  const properties = { title: 'Lanterns', path: '/lanterns', url: 'https://shop.example/lanterns' };
  const basic = `Basic ${Buffer.from(`${writeKeys[0]?.key ?? ''}:`).toString('base64')}`;
  await ask('/v1/batch', basic, { batch: [{ ...page, properties }], sentAt });
}

test('a supervisor sees the board follow a task, and what customers do', async ({ page }) => {
  const errors = errorsOf(page);
  await openDesktopOfVersion(page, suite, 'as=supervisor');
  const board = await openQueueBoard(page);
  const queue = (await suite.control.truth()).queues.find(({ name }) => name === 'Support');
  const waiting = board.cell(queue?.sid ?? '', 'waiting');
  await expect(waiting).toContainText('0');
  const { taskSid } = await suite.control.createTask({ channel: 'voice', queue: 'Support', from: '+15005550001' });
  await expect(waiting).toContainText('1');
  await keepPicture(page, 'board');
  await suite.control.driveTask(taskSid, 'cancel');
  await expect(waiting).toContainText('0');
  await openCustomerActivity(page);
  await keepPicture(page, 'customer-activity');
  expect(errors).toEqual([]);
});

test('an agent finds her calls, her queues and the customer beside a chat, and puts a response into it', async ({
  page,
}) => {
  const errors = errorsOf(page);
  const alice = await openDesktopOfVersion(page, suite, 'as=agent&worker=alice');
  await alice.setActivity('Available');
  const attributes = { anonymousId: VISITOR };
  await suite.control.createTask({ channel: 'chat', queue: ALICES_QUEUE, from: 'Vera', attributes });
  const chat = openConversation(page);
  await chat.accept();

  const responses = await openCannedPanel(page);
  await responses.open(responses.rows.first());
  await responses.insertButton.click();
  await expect(chat.composer).not.toHaveValue('');
  await keepPicture(page, 'canned-responses');

  const calls = await openRecentCalls(page);
  await expect(calls.rows.first()).toBeVisible();
  await keepPicture(page, 'recent-calls');
  await openMyQueues(page);
  await page.getByRole('tab', { name: 'Customer activity' }).click();
  await expect(page.getByTestId('customer-activity-content')).toContainText('Lanterns');
  await keepPicture(page, 'customer');
  expect(errors).toEqual([]);
});

import type { Page } from '@playwright/test';
import { openCall } from '../pages/call';
import { openDesktop } from '../pages/flex-desktop';
import { openNativeView } from '../pages/native-views';
import { expect, test } from '../support/browser-test';
import { startSuite, type Suite } from '../support/suite';

let suite: Suite;

test.beforeAll(async () => {
  suite = await startSuite();
});

test.afterAll(async () => {
  await suite.close();
});

/** Requests that leave this machine, and errors of the page. */
function watch(page: Page): { readonly outside: string[]; readonly errors: string[] } {
  const outside: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== 'localhost' && hostname !== '127.0.0.1')
      outside.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { outside, errors };
}

async function missingPieces(): Promise<readonly string[]> {
  const requests = await suite.control.requests();
  return requests.filter(({ status }) => status === 501).map(({ method, path }) => `${method} ${path}`);
}

test('Flex boots with Teams and Queue Stats, asks nobody outside, and misses nothing', async ({ page }) => {
  const { outside, errors } = watch(page);
  await openDesktop(page, suite, 'as=supervisor');
  await openNativeView(page, 'Teams');
  await expect(page.getByText('Alice Adams').first()).toBeVisible();
  await openNativeView(page, 'Queues Stats');
  await expect(page.getByText('VIP / EMEA').first()).toBeVisible();
  expect(outside).toEqual([]);
  expect(errors).toEqual([]);
  expect(await missingPieces()).toEqual([]);
});

test('an agent rejects one call, takes the next, wraps up and completes it', async ({ page }) => {
  const { errors } = watch(page);
  const alice = await openDesktop(page, suite, 'as=agent&worker=alice');
  await alice.setActivity('Available');

  const rejected = await suite.control.createTask({ channel: 'voice', queue: 'VIP / EMEA', from: '+15005550001' });
  const call = openCall(page);
  await call.reject();
  // TaskRouter offers a rejected task again, to the same worker if nobody else serves the queue.
  await suite.control.driveTask(rejected.taskSid, 'cancel');
  await expect(call.offer).toHaveCount(0);

  const { taskSid } = await suite.control.createTask({ channel: 'voice', queue: 'VIP / EMEA', from: '+15005550002' });
  await call.accept();
  await page.reload();
  await expect(call.hangUpButton).toBeVisible({ timeout: 60_000 });
  await call.hangUp();
  await call.complete();
  const { tasks, reservations } = await suite.control.truth();
  expect(tasks.find(({ sid }) => sid === taskSid)).toMatchObject({ status: 'completed' });
  expect(reservations.filter((reservation) => reservation.taskSid === taskSid)).toMatchObject([
    { status: 'completed' },
  ]);
  expect(errors).toEqual([]);
  expect(await missingPieces()).toEqual([]);
});

test('two people sign in side by side in one browser, and a reload keeps each', async ({ context }) => {
  const [first, second] = [await context.newPage(), await context.newPage()];
  await openDesktop(first, suite, 'as=agent&worker=alice');
  await openDesktop(second, suite, 'as=supervisor');
  await first.reload();
  await expect(first.getByTestId('worker-name')).toHaveText('Alice Adams', { timeout: 60_000 });
  await second.reload();
  await expect(second.getByTestId('worker-name')).toHaveText('Sam Stone', { timeout: 60_000 });
});

test('without a session the page lists the desktops', async ({ page }) => {
  await page.goto(suite.pageUrl);
  await expect(page.getByRole('link', { name: 'Supervisor Sam' })).toBeVisible();
  await page.getByRole('link', { name: 'Agent Bob' }).click();
  await expect(page.getByTestId('worker-name')).toHaveText('Bob Brown', { timeout: 60_000 });
});

test('an unknown worker is told who there is', async ({ page }) => {
  await page.goto(`${suite.pageUrl}/?as=agent&worker=nobody`);
  await expect(page.getByRole('alert')).toContainText('alice');
});

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

async function queueSidOf(name: string): Promise<string> {
  const queue = (await suite.control.truth()).queues.find((candidate) => candidate.name === name);
  if (queue === undefined) throw new Error(`There is no queue ${name}`);
  return queue.sid;
}

/** Fails the test when the page asks anything of a host other than this machine. */
function watchForOutsideRequests(page: Page): readonly string[] {
  const outside: string[] = [];
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== 'localhost' && hostname !== '127.0.0.1')
      outside.push(request.url());
  });
  return outside;
}

test('a task shows in its queue within two seconds, who waits in its drawer, and its answer and end show too', async ({
  page,
  pageElsewhere,
}) => {
  const outside = watchForOutsideRequests(page);
  const support = await queueSidOf('Support');
  const supervisor = await openDesktop(page, suite, 'as=supervisor');
  const board = await openQueueBoard(supervisor.page);
  await expect(board.cell(support, 'waiting')).toContainText('0');

  await suite.control.createTask({ channel: 'voice', queue: 'Support', from: '+15005550001' });
  await expect(board.cell(support, 'waiting')).toContainText('1', { timeout: 2_000 });

  const alice = await openDesktop(await pageElsewhere(), suite, 'as=agent&worker=alice');
  await alice.setActivity('Break');
  await giveTo(supervisor.page, board, support, 'alice');
  await putInto(supervisor.page, board, support, 'alice', 'Available');
  await expect(alice.activity).toContainText('Available');
  await expect(board.cell(support, 'ringing')).toContainText('1');
  await lookIntoQueue(supervisor.page, board, support);

  await alice.acceptIncomingTask();
  await expect(board.cell(support, 'waiting')).toContainText('0');
  await expect(board.cell(support, 'talking')).toContainText('1');
  await alice.page.context().close();
  expect(outside).toEqual([]);
});

/** Gives the one task that waits to an agent who is away, back to everybody, and to her again. */
async function giveTo(page: Page, board: QueueBoard, queueSid: string, agent: string): Promise<void> {
  const { drawer } = board;
  await board.name(queueSid).click();
  const give = async (): Promise<void> => {
    await drawer.getByTestId('give-task').click();
    const dialog = page.getByRole('dialog', { name: 'Give a waiting task to an agent' });
    await dialog.getByTestId('give-search').fill(agent);
    await dialog.getByTestId('give-agent').check();
    await expect(dialog.getByTestId('give-outlook')).toContainText(`${agent} is in Break and is offered nothing`);
    await dialog.getByTestId('give-confirm').click();
    await expect(dialog).toHaveCount(0);
    await expect(drawer.getByTestId('give-notice')).toContainText(`The task was given to ${agent}.`);
    await expect(drawer.getByTestId('waiting-tasks')).toContainText(`for ${agent}`);
  };
  await give();
  await drawer.getByTestId('give-undo').click();
  await expect(drawer.getByTestId('waiting-tasks')).not.toContainText(`for ${agent}`);
  await give();
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
}

/** Puts an agent into another activity, by the keyboard alone. */
async function putInto(
  page: Page,
  board: QueueBoard,
  queueSid: string,
  agent: string,
  activity: string,
): Promise<void> {
  const { drawer } = board;
  await board.name(queueSid).focus();
  await page.keyboard.press('Enter');
  const change = drawer.getByRole('button', { name: `Change the activity of ${agent}` });
  await change.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Change the activity of an agent' });
  await dialog.getByTestId('activity-select').selectOption({ label: `${activity}, is offered tasks` });
  await dialog.getByTestId('activity-confirm').focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(drawer.getByTestId('activity-notice')).toContainText(`${agent} was put into ${activity}.`);
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
}

/** By the keyboard alone, with the way back and forward of the browser. */
async function lookIntoQueue(page: Page, board: QueueBoard, queueSid: string): Promise<void> {
  const { drawer } = board;
  const name = board.name(queueSid);
  await name.focus();
  await page.keyboard.press('Enter');
  await expect(drawer.getByTestId('waiting-tasks')).toContainText('+15005550001');
  await expect(drawer.getByTestId('waiting-tasks')).toContainText('Ringing');
  await expect(drawer.getByTestId('queue-agents')).toContainText('alice');
  await expect(drawer.getByTestId('why-waiting')).toContainText('ringing at agents now');
  expect(await violationsIn(page, 'queue-drawer')).toEqual([]);

  await page.goBack();
  await expect(drawer).toHaveCount(0);
  await page.goForward();
  await expect(drawer).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`[?&]queue=${queueSid}`));
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect(name).toBeFocused();
}

test('a cut connection is announced, keeps the figures, and heals without a reload', async ({ page }) => {
  const supervisor = await openDesktop(page, suite, 'as=supervisor');
  const board = await openQueueBoard(supervisor.page);
  const billing = await queueSidOf('Billing');
  await expect(board.row(billing)).toBeVisible();
  await page.evaluate(() => {
    document.body.dataset['sameDocument'] = 'yes';
  });

  await suite.control.dropConnections({ refuseForMs: 8_000 });
  await expect(board.root).toHaveAttribute('data-state', 'lost');
  await expect(board.root.getByRole('alert')).toContainText(/connection/i);
  await expect(board.row(billing)).toBeVisible();

  await suite.control.createTask({ channel: 'voice', queue: 'Billing', from: '+15005550002' });
  await expect(board.root).toHaveAttribute('data-state', 'ready', { timeout: 60_000 });
  await expect(board.cell(billing, 'waiting')).toContainText('1');
  await expect(page.locator('body[data-same-document="yes"]')).toHaveCount(1);
});

test('a dead backend behind a live connection is called stale, and a revived one is not', async ({ page }) => {
  const supervisor = await openDesktop(page, suite, 'as=supervisor');
  const board = await openQueueBoard(supervisor.page);

  await suite.killBackend();
  await expect(board.root).toHaveAttribute('data-state', 'stale', { timeout: 60_000 });

  await suite.startBackend();
  await expect(board.root).toHaveAttribute('data-state', 'ready', { timeout: 30_000 });
});

test('an agent has no link to the board and is refused under its address', async ({ page }) => {
  const alice = await openDesktop(page, suite, 'as=agent&worker=alice');
  await expect(page.locator('.Twilio-SideNav').getByRole('link', { name: 'Queue dashboard' })).toHaveCount(0);

  await alice.openPath('/queue-dashboard');
  await expect(queueBoardOn(page).root).toHaveAttribute('data-state', 'forbidden');
  await expect(page.getByText('Ask your administrator for the supervisor role')).toBeVisible();
  await expect(queueBoardOn(page).root.locator('[data-testid="queue-row"]')).toHaveCount(0);
});

test('board and what opens over it have no accessibility violations, a rule counts at once, its file is downloaded, Escape leads back', async ({
  page,
}) => {
  const admin = await openDesktop(page, suite, 'as=admin');
  const board = await openQueueBoard(admin.page);
  await board.root.getByTestId('unfold').first().click();
  await expect(board.root.getByTestId('channel-row').first()).toContainText(/OK|Warning|Critical|No traffic/);
  expect(await violationsIn(page, 'queue-board')).toEqual([]);

  await board.choose('settings-menu', 'open-rules');
  const rules = page.getByTestId('rules-dialog');
  await rules.getByTestId('rule-match').selectOption({ label: 'Queues whose name contains' });
  await rules.getByLabel('Part of the name').fill('Billing');
  await rules.getByLabel('Answer within, in seconds').fill('7');
  await rules.getByRole('button', { name: 'Add rule' }).click();
  await expect(rules.getByTestId('rule-text')).toHaveText('Name contains “Billing”: within 7 s (counts in 1 queue)');
  expect(await violationsIn(page, 'rules-dialog')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(rules).toHaveCount(0);

  await board.choose('settings-menu', 'open-groups');
  const groups = page.getByTestId('rules-dialog');
  await groups.getByTestId('rule-name').fill('Money');
  await groups.getByTestId('rule-match').selectOption({ label: 'Queues whose name begins with' });
  await groups.getByTestId('rule-pattern').fill('bill');
  await groups.getByRole('button', { name: 'Add group' }).click();
  await expect(groups.getByTestId('rule-text')).toHaveText('Money: Name begins with “bill”');
  expect(await violationsIn(page, 'rules-dialog')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(groups).toHaveCount(0);
  await expect(board.root.getByTestId('settings-menu')).toBeFocused();
  await board.root.getByTestId('queue-group').selectOption({ label: 'Money' });
  await expect(board.root.getByTestId('queue-count')).toContainText('1 of');
  await expect(page).toHaveURL(/\?group=g/);
  await page.goBack();
  await expect(board.root.getByTestId('queue-group')).toHaveValue('');
  await expect(page).not.toHaveURL(/group=/);

  await board.root.getByTestId('alert-bell').click();
  expect(await violationsIn(page, 'alert-inbox')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('alert-inbox')).toHaveCount(0);

  await board.cell(await queueSidOf('Billing'), 'serviceLevelToday').click();
  const explanation = page.getByRole('dialog', { name: /^Billing ?: figures explained$/ });
  await expect(explanation.getByText(/^Service level today:/)).toBeFocused();
  await expect(explanation.getByTestId('explanation-queue').locator('option:checked')).toHaveText('Billing');
  await expect(explanation.getByText('within 7 seconds').first()).toBeVisible();
  await expect(explanation.getByTestId('explanation-instant')).toContainText('in which the reporting day is reckoned');
  expect(await violationsIn(page, 'explanation')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(explanation).toHaveCount(0);

  await board.choose('board-menu', 'choose-columns');
  await expect(page.getByRole('searchbox', { name: 'Find a figure' })).toBeFocused();
  expect(await violationsIn(page, 'column-chooser')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('column-chooser')).toHaveCount(0);

  const download = page.waitForEvent('download');
  await board.choose('board-menu', 'board-csv');
  expect((await download).suggestedFilename()).toMatch(/^queue-dashboard\..+Z\.csv$/);

  await page.setViewportSize({ width: 1440, height: 900 });
  await board.root.getByTestId('open-wall').focus();
  await page.keyboard.press('Enter');
  const wall = page.getByTestId('queue-wall');
  await expect(wall).toHaveAttribute('data-state', 'ready');
  await expect(page).toHaveURL(/\?wall=on$/);
  // Also over the bar of Flex's notifications.
  expect(await wall.evaluate((layer) => layer.contains(document.elementFromPoint(10, 10)))).toBe(true);
  const sizes = await wall
    .locator('dd > span[data-cell]')
    .evaluateAll((figures) => figures.map((figure) => parseFloat(getComputedStyle(figure).fontSize)));
  expect(sizes).toHaveLength(6);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(96);
  expect(await violationsIn(page, 'queue-wall')).toEqual([]);

  await page.keyboard.press('Escape');
  await expect(wall).toHaveCount(0);
  await expect(board.root.getByTestId('open-wall')).toBeFocused();
});

test('at 1280×720 and 200 % rows are seen, their names and status stay, and the way back keeps filter and sort', async ({
  page,
}) => {
  const supervisor = await openDesktop(page, suite, 'as=supervisor');
  const board = await openQueueBoard(supervisor.page);
  // What 1280×720 has room for at 200 %.
  await page.setViewportSize({ width: 640, height: 360 });
  const scroller = board.root.getByTestId('queue-scroller');
  await scroller.evaluate((element) => {
    element.scrollIntoView({ block: 'end' });
  });
  const rows = await board.root.getByTestId('queue-row').all();
  const whole = await Promise.all(rows.map((row) => row.evaluate(isWhollySeen)));
  expect(whole.filter(Boolean).length).toBeGreaterThanOrEqual(2);

  await board.root.getByRole('button', { name: 'Abandoned today' }).click();
  await scroller.evaluate((element) => {
    element.scrollLeft = element.scrollWidth;
  });
  const billing = await queueSidOf('Billing');
  await board.row(billing).scrollIntoViewIfNeeded();
  await expect(board.cell(billing, 'name')).toBeInViewport();
  await expect(board.cell(billing, 'status')).toBeInViewport();
  await expect(board.cell(billing, 'abandonedToday')).toBeInViewport();

  await board.root.getByTestId('queue-filter').fill('bill');
  // Flex folds its navigation away in a narrow window.
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.locator('.Twilio-SideNav').getByRole('link').first().click();
  await expect(board.root).toHaveCount(0);
  await page.locator('.Twilio-SideNav').getByRole('link', { name: 'Queue dashboard' }).click();
  await expect(board.root.getByTestId('queue-count')).toContainText('1 of');
  await expect(page).toHaveURL(/\?filter=bill&sort=abandonedToday\.descending$/);
  await page.reload();
  await expect(board.root.getByTestId('queue-count')).toContainText('1 of', { timeout: 30_000 });
});

/** Whether no part of a row is cut off or lies beneath something that stays in sight. */
function isWhollySeen(row: Element): boolean {
  const { left, top, bottom } = row.getBoundingClientRect();
  return [top + 2, bottom - 2].every((y) => row.contains(document.elementFromPoint(left + 10, y)));
}

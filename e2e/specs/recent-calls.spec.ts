import type { Page } from '@playwright/test';
import { openCall } from '../pages/call';
import { openConversation } from '../pages/conversation';
import { openDesktop } from '../pages/flex-desktop';
import { asShown, openRecentCalls, type RecentCallsPanel } from '../pages/recent-calls';
import { expect, test } from '../support/browser-test';
import type { TruthReservation } from '../support/control-plane';
import { startSuite, type Suite } from '../support/suite';

/** A queue that nobody but alice serves. */
const ALICES_QUEUE = 'VIP / EMEA';

let suite: Suite;
let customers = 0;

test.beforeAll(async () => {
  suite = await startSuite();
});

test.afterAll(async () => {
  await suite.close();
});

/** A number that no other test of this file uses. */
function newCustomer(): string {
  customers += 1;
  return `+1500555${String(1_000 + customers)}`;
}

async function agentOn(page: Page, worker: string): Promise<RecentCallsPanel> {
  const desktop = await openDesktop(page, suite, `as=agent&worker=${worker}`);
  await desktop.setActivity('Available');
  return openRecentCalls(page);
}

async function ring(from: string, attributes: object = {}): Promise<string> {
  const { taskSid } = await suite.control.createTask({ channel: 'voice', queue: ALICES_QUEUE, from, attributes });
  return taskSid;
}

async function workerSidOf(identity: string): Promise<string> {
  const worker = (await suite.control.truth()).workers.find((each) => each.identity === identity);
  if (worker === undefined) throw new Error(`There is no worker ${identity}`);
  return worker.sid;
}

async function reservationOf(taskSid: string, workerSid: string): Promise<TruthReservation> {
  const { reservations } = await suite.control.truth();
  const found = reservations.find((each) => each.taskSid === taskSid && each.workerSid === workerSid);
  if (found === undefined) throw new Error(`${workerSid} was not offered ${taskSid}`);
  return found;
}

/** Whole seconds between two instants as the panel writes them: `0:07`. */
function clock(from: string | undefined, to: string | undefined): string {
  const seconds = Math.floor((Date.parse(to ?? '') - Date.parse(from ?? '')) / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const numberIn = async (panel: RecentCallsPanel, name: 'answered' | 'outbound'): Promise<number> =>
  Number(await panel.counter(name).textContent());

test('an answered call is a row from its first ring to its end, and the day counts it', async ({ page }) => {
  const panel = await agentOn(page, 'alice');
  const call = openCall(page);
  const answeredBefore = await numberIn(panel, 'answered');
  const from = newCustomer();
  const taskSid = await ring(from);
  const row = panel.rowsOf(from);
  await expect(row).toHaveAttribute('data-outcome', 'ringing');
  await expect(panel.cell(row, 'outcome')).toHaveText('Inbound · Ringing');
  await expect(panel.counter('answered')).toHaveText(String(answeredBefore));

  await call.accept();
  await expect(row).toHaveAttribute('data-outcome', 'talking');
  await expect(panel.counter('answered')).toHaveText(String(answeredBefore + 1));
  await expect(panel.cell(row, 'duration')).toHaveText(/^0:(0[1-9]|[1-5]\d)$/);
  await call.hangUp();
  await expect(row).toHaveAttribute('data-outcome', 'wrapping');
  await call.complete();
  await expect(row).toHaveAttribute('data-outcome', 'answered');

  const { createdAt, acceptedAt, wrapupAt, endedAt } = await reservationOf(taskSid, await workerSidOf('alice'));
  await expect(panel.cell(row, 'outcome')).toHaveText('Inbound · Answered');
  await expect(panel.cell(row, 'queue')).toHaveText(ALICES_QUEUE);
  await expect(panel.cell(row, 'channel')).toHaveText('Voice');
  await expect(panel.cell(row, 'duration')).toHaveText(clock(acceptedAt, wrapupAt));
  await expect(panel.counter('aht')).toHaveText(/^\d+:\d\d$/);
  await row.click();
  await expect(panel.details.locator('[data-part="ring"]')).toHaveText(clock(createdAt, acceptedAt));
  await expect(panel.details.locator('[data-part="talk"]')).toHaveText(clock(acceptedAt, wrapupAt));
  await expect(panel.details.locator('[data-part="wrap"]')).toHaveText(clock(wrapupAt, endedAt));
});

test('a missed call is called back from its row with the line that the customer used, and closes itself', async ({
  page,
}) => {
  const desktop = await openDesktop(page, suite, 'as=agent&worker=alice');
  await desktop.setActivity('Available');
  const panel = await openRecentCalls(page);
  const call = openCall(page);
  const outboundBefore = await numberIn(panel, 'outbound');
  const line = '+15005550142';
  const [first, second] = [newCustomer(), newCustomer()];
  const missed = (from: string) => panel.rowsOf(from).and(page.locator('[data-outcome="missed"]'));
  const outbound = (to: string) => panel.rowsOf(to).and(page.locator('[data-direction="outbound"]'));
  for (const from of [first, second]) {
    const taskSid = await ring(from, { to: line });
    await expect(call.offer).toBeVisible();
    await suite.control.driveTask(taskSid, 'timeout', { worker: 'alice' });
    await expect(panel.cell(missed(from), 'outcome')).toHaveText('Inbound · Missed');
    await suite.control.driveTask(taskSid, 'cancel');
    await expect(desktop.activity).toContainText('Unavailable');
    await desktop.setActivity('Available');
  }
  await expect(panel.root.getByTestId('open-missed')).toHaveText('(2)');
  await panel.filter('missed').click();
  await expect(panel.rows).toHaveCount(2);
  await panel.filter('all').click();

  // With the mouse.
  await missed(first).getByTestId('call-back').click();
  await expect(panel.dialog.getByTestId('call-back-number')).toHaveText(asShown(first));
  await expect(panel.dialog.getByTestId('call-back-caller-id')).toHaveText(asShown(line));
  await expect(panel.dialog.getByTestId('call-back-repeated')).toHaveCount(0);
  await panel.dialog.getByTestId('call-back-confirm').click();
  await expect(call.hangUpButton).toBeVisible();
  await expect(panel.dialog).toHaveCount(0);
  await expect(outbound(first)).toHaveAttribute('data-outcome', 'talking');
  await expect(panel.cell(missed(first), 'outcome')).toHaveText('Inbound · Missed, returned');
  await expect(panel.root.getByTestId('open-missed')).toHaveText('(1)');
  await expect(panel.counter('outbound')).toHaveText(String(outboundBefore + 1));
  await expect(missed(second).getByTestId('call-back')).toHaveAttribute('data-obstacle', 'busy');
  await call.hangUp();
  await call.complete();
  await expect(panel.cell(outbound(first), 'outcome')).toHaveText('Outbound · Called');
  await outbound(first).click();
  await expect(panel.details).toContainText(asShown(line));
  await expect(panel.details.getByTestId('other-calls')).toContainText('Inbound · Missed, returned');
  await page.keyboard.press('Escape');

  // With the keyboard.
  await missed(second).focus();
  await page.keyboard.press('Shift+Enter');
  await expect(panel.dialog.getByTestId('call-back-number')).toHaveText(asShown(second));
  await panel.dialog.getByTestId('call-back-confirm').press('Enter');
  await expect(call.hangUpButton).toBeVisible();
  await expect(panel.cell(missed(second), 'outcome')).toHaveText('Inbound · Missed, returned');
  await expect(panel.root.getByTestId('open-missed')).toHaveCount(0);
  await call.hangUp();
  await call.complete();

  // A third attempt within ten minutes is not made by accident.
  await missed(first).getByTestId('call-back').click();
  await expect(panel.dialog.getByTestId('call-back-repeated')).toContainText('in the last 10 minutes: 1');
  await panel.dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(panel.dialog).toHaveCount(0);
});

test('a rejected call and the offer that the caller gave up on are two rows', async ({ page }) => {
  const panel = await agentOn(page, 'alice');
  const call = openCall(page);
  const from = newCustomer();
  const taskSid = await ring(from);
  await expect(call.offer).toBeVisible();
  await call.reject();
  // Nobody else serves the queue: it rings at her again.
  await expect(panel.rowsOf(from)).toHaveCount(2);
  await suite.control.driveTask(taskSid, 'cancel');
  const [again, before] = [panel.rowsOf(from).first(), panel.rowsOf(from).last()];
  await expect(panel.cell(again, 'outcome')).toHaveText('Inbound · Missed, caller hung up');
  await expect(panel.cell(before, 'outcome')).toHaveText('Inbound · Rejected');
});

for (const mode of ['COLD', 'WARM'] as const) {
  const word = mode === 'COLD' ? 'Cold' : 'Warm';
  test(`a ${word.toLowerCase()} transfer is a row for each of the two agents, with the other one's name`, async ({
    pageElsewhere,
  }) => {
    const [alicePage, bobPage] = [await pageElsewhere(), await pageElsewhere()];
    const [alicePanel, bobPanel] = [await agentOn(alicePage, 'alice'), await agentOn(bobPage, 'bob')];
    const [alice, bob] = [openCall(alicePage), openCall(bobPage)];
    const from = newCustomer();
    await ring(from);
    await alice.accept();
    await alice.transfer(await workerSidOf('bob'), mode);
    await expect(bobPanel.rowsOf(from)).toHaveAttribute('data-outcome', 'ringing');
    await bob.accept();
    if (mode === 'WARM') await alice.hangUp();
    await alice.complete();
    await expect(alicePanel.rowsOf(from)).toHaveAttribute('data-outcome', 'transferred');
    await expect(bobPanel.rowsOf(from)).toHaveAttribute('data-outcome', 'talking');
    await bob.hangUp();
    await bob.complete();
    await expect(bobPanel.rowsOf(from)).toHaveAttribute('data-outcome', 'answered');

    await alicePanel.rowsOf(from).click();
    await expect(alicePanel.details.getByTestId('transfer-chain')).toHaveText(`${word} transfer to bob`);
    await bobPanel.rowsOf(from).click();
    await expect(bobPanel.details.getByTestId('transfer-chain')).toHaveText(`${word} transfer from alice`);
    await Promise.all([alicePage, bobPage].map((each) => each.context().close()));
  });
}

test('a call that ends while the browser is closed is right on return', async ({ pageElsewhere }) => {
  const before = await pageElsewhere();
  await agentOn(before, 'alice');
  const from = newCustomer();
  const taskSid = await ring(from);
  await openCall(before).accept();
  await before.context().close();
  await suite.control.driveTask(taskSid, 'hangup');
  await suite.control.driveTask(taskSid, 'complete');

  const page = await pageElsewhere();
  const panel = await agentOn(page, 'alice');
  const row = panel.rowsOf(from);
  const { acceptedAt, wrapupAt } = await reservationOf(taskSid, await workerSidOf('alice'));
  await expect(panel.cell(row, 'outcome')).toHaveText('Inbound · Answered');
  await expect(panel.cell(row, 'duration')).toHaveText(clock(acceptedAt, wrapupAt));
  await page.context().close();
});

test('a chat is a row with its channel', async ({ page }) => {
  const panel = await agentOn(page, 'alice');
  const chat = openConversation(page);
  const name = 'Vera Vogel';
  const { taskSid } = await suite.control.createTask({ channel: 'chat', queue: ALICES_QUEUE, from: name });
  await suite.control.driveTask(taskSid, 'messages', { text: 'Is anybody there?' });
  const row = panel.rowsOf(name);
  await expect(row).toHaveAttribute('data-outcome', 'ringing');
  await chat.accept();
  await chat.say('Good morning');
  await expect(row).toHaveAttribute('data-outcome', 'talking');
  await expect(panel.cell(row, 'channel')).toHaveText('Chat');
  await expect(row.getByTestId('call-back')).toHaveAttribute('data-obstacle', 'no-number');
  await chat.wrapUp();
  await chat.complete();
  await expect(row).toHaveAttribute('data-outcome', 'answered');
});

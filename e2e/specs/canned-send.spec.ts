import { chatWithPanel, openCannedPanel } from '../pages/canned-panel';
import { openConversation } from '../pages/conversation';
import { openDesktop } from '../pages/flex-desktop';
import { violationsIn } from '../support/accessibility';
import { expect, test } from '../support/browser-test';
import { openCannedDesk } from '../support/canned-library';
import { changeSettings } from '../support/flex-configuration';
import { startSuite, type Suite } from '../support/suite';

let suite: Suite;

test.beforeAll(async () => {
  suite = await startSuite();
  const admin = await openCannedDesk(suite);
  const library = await admin.newLibrary('Everyday replies', 'global');
  await admin.write(library.id, { title: 'Opening hours', shortcut: 'hours', body: 'We are open from 9 to 5.' });
  await admin.write(library.id, {
    title: 'Delivery date',
    shortcut: 'delivery',
    body: 'Order {{ask:order number}} arrives on {{task.arrival}}.',
  });
});

test.afterAll(async () => {
  await suite.close();
});

const HOURS = 'We are open from 9 to 5.';

test('a response is inserted and sent in one step where the account allows it, by button and Ctrl+Enter', async ({
  page,
}) => {
  await changeSettings(suite, { canned_responses: { insert_and_send: true } });
  const { panel, taskSid } = await chatWithPanel(page, suite, 'alice');
  await expect(panel.rows).toHaveCount(2);
  const { composer, messages } = openConversation(page);
  const arrived = async (): Promise<readonly string[]> =>
    (await suite.control.conversation(taskSid)).messages.map(({ text }) => text);

  await panel.open(panel.rowOf('Opening hours'));
  await panel.insertAndSendButton.click();
  await expect.poll(arrived).toEqual([HOURS]);
  await expect(composer).toHaveValue('');
  await expect(composer).toBeFocused();
  await expect(panel.announcer).toHaveText('Inserted Opening hours and pressed Send.');

  // With the draft, also what was typed this very moment.
  await panel.search.fill('hours');
  await expect(panel.rows).toHaveCount(1);
  await composer.fill('Dear Vera! ');
  await page.keyboard.type('Yes: ');
  await panel.search.focus();
  await page.keyboard.press('Control+Enter');
  await expect.poll(arrived).toEqual([HOURS, `Dear Vera! Yes: ${HOURS}`]);
  await panel.search.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+Enter');
  await expect(messages).toHaveCount(3);
  await expect(composer).toHaveValue('');
  await page.keyboard.type('Well: /hou');
  await expect(panel.options.first()).toHaveAttribute('aria-selected', 'true');
  await expect(panel.popover).toContainText('Ctrl+Enter inserts and sends');
  await page.keyboard.press('Control+Enter');
  await expect(messages).toHaveCount(4);
  expect((await arrived()).slice(2)).toEqual([HOURS, `Well: ${HOURS}`]);

  // What is not filled is held, whichever way it should go.
  await panel.search.fill('delivery');
  await panel.open(panel.rowOf('Delivery date'));
  const unfilled = 'Order {{ask:order number}} arrives on {{task.arrival}}.';
  for (const way of ['button', 'row'] as const) {
    if (way === 'button') await panel.insertAndSendButton.click();
    else {
      await panel.rowOf('Delivery date').focus();
      await page.keyboard.press('Control+Enter');
    }
    await expect(panel.guard).toContainText('order number');
    await expect(composer).toHaveValue(unfilled);
    await panel.guard.getByTestId('canned-guard-dismiss').click();
    await composer.fill('');
  }
  expect(await arrived()).toHaveLength(4);
  await panel.placeholder('ask:order number').fill('4711');
  await panel.placeholder('task.arrival').fill('Monday');
  await page.keyboard.press('Control+Enter');
  await expect(messages.last()).toContainText('Order 4711 arrives on Monday.');
  expect((await arrived()).slice(4)).toEqual(['Order 4711 arrives on Monday.']);

  // Off again: nothing of it is offered, and the key inserts.
  await changeSettings(suite, { canned_responses: { insert_and_send: false } });
  await page.reload();
  await openCannedPanel(page);
  await panel.open(panel.rowOf('Opening hours'));
  await expect(panel.insertButton).toBeEnabled();
  await expect(panel.insertAndSendButton).toHaveCount(0);
  await panel.rowOf('Opening hours').focus();
  await page.keyboard.press('Control+Enter');
  await expect(composer).toHaveValue(HOURS);
  await composer.press('End');
  await page.keyboard.type(' /hou');
  await expect(panel.popover).toContainText('Enter inserts');
  await expect(panel.popover).not.toContainText('Ctrl+Enter');
  await page.keyboard.press('Escape');
  expect(await arrived()).toHaveLength(5);
  await suite.control.driveTask(taskSid, 'complete');
});

test('what is switched off is not there, and the page of the settings says so, and what is wrong', async ({ page }) => {
  await changeSettings(suite, { queue_dashboard: { board: false }, recent_calls: { panel: 'no' } });
  await openDesktop(page, suite, 'as=admin&worker=ada');
  const links = page.locator('.Twilio-SideNav').getByRole('link');
  await links.filter({ hasText: 'Sync suite settings' }).click();
  const settings = page.getByTestId('suite-settings');
  await expect(settings).toHaveAttribute('data-state', 'wrong');
  await expect(settings.getByRole('alert')).toContainText('flex_sync_suite.recent_calls.panel is "no"');
  await expect(settings.getByTestId('setting-queue_dashboard.board')).toContainText('off');
  await expect(links.filter({ hasText: 'Queue dashboard' })).toHaveCount(0);
  expect(await violationsIn(page, 'suite-settings')).toEqual([]);

  const toResponses = settings.getByRole('button', { name: 'in canned responses' });
  await settings.getByRole('group').focus();
  await page.keyboard.press('Tab');
  await expect(toResponses).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('canned-manager')).toBeVisible();
  await changeSettings(suite, { queue_dashboard: {}, recent_calls: {} });
});

import { openCannedManager } from '../pages/canned-manager';
import { openCannedPanel } from '../pages/canned-panel';
import { openConversation } from '../pages/conversation';
import { openDesktop } from '../pages/flex-desktop';
import { violationsIn } from '../support/accessibility';
import { expect, test } from '../support/browser-test';
import { openCannedDesk } from '../support/canned-library';
import { startSuite, type Suite } from '../support/suite';

let suite: Suite;

test.beforeAll(async () => {
  suite = await startSuite({ demoContent: true });
  const admin = await openCannedDesk(suite);
  const library = await admin.newLibrary('Deliveries', 'team', ['alice']);
  await admin.write(library.id, {
    title: 'Delivery date',
    shortcut: 'delivery-date',
    category: 'Orders',
    variants: [
      { language: 'en', channel: null, body: 'Order {{ask:order number}} arrives on {{task.arrival}}.' },
      { language: 'de', channel: null, body: 'Bestellung {{ask:order number}} kommt am {{task.arrival}}.' },
    ],
  });
});

test.afterAll(async () => {
  await suite.close();
});

test('axe finds nothing in panel, preview, drop zone, popover and notice', async ({ page }) => {
  const desktop = await openDesktop(page, suite, 'as=agent&worker=alice');
  await desktop.setActivity('Available');
  const { taskSid } = await suite.control.createTask({ channel: 'sms', queue: 'VIP / EMEA', from: '+15005550123' });
  const chat = openConversation(page);
  await chat.accept();
  const panel = await openCannedPanel(page);
  await expect(panel.rows.first()).toBeVisible();
  expect(await violationsIn(page, 'canned-panel')).toEqual([]);
  await panel.search.fill('delivery date');
  await panel.open(panel.rowOf('Delivery date').first());
  await expect(panel.preview.getByTestId('canned-segments')).toBeVisible();
  expect(await violationsIn(page, 'canned-panel')).toEqual([]);
  await panel.star(panel.rowOf('Delivery date').first()).click();
  await panel.handle(panel.rowOf('Delivery date').first()).focus();
  await page.keyboard.press('Space');
  expect(await violationsIn(page, 'canned-drop-zone')).toEqual([]);
  await page.keyboard.press('Escape');

  await chat.composer.click();
  await page.keyboard.type('/de');
  await expect(panel.options.first()).toBeVisible();
  expect(await violationsIn(page, 'canned-popover')).toEqual([]);
  await expect(chat.composer).toHaveAttribute('aria-activedescendant', /./);
  await page.keyboard.press('Escape');
  await chat.composer.fill('Dear {{customer.name}}');
  await chat.composer.press('Enter');
  expect(await violationsIn(page, 'canned-guard')).toEqual([]);
  await page.keyboard.press('Escape');
  await suite.control.driveTask(taskSid, 'wrapup');
  await expect(panel.root.getByTestId('canned-off')).toBeVisible();
  expect(await violationsIn(page, 'canned-panel')).toEqual([]);
  await suite.control.driveTask(taskSid, 'complete');
});

test('axe finds nothing in the table, the editor, its versions and the import', async ({ page }) => {
  await openDesktop(page, suite, 'as=admin&worker=ada');
  const manager = await openCannedManager(page);
  await expect(manager.rows.first()).toBeVisible();
  expect(await violationsIn(page, 'canned-manager')).toEqual([]);
  await manager.edit(manager.rows.first());
  await expect(manager.body).toBeVisible();
  expect(await violationsIn(page, 'canned-manager')).toEqual([]);
  await manager.editor.getByTestId('editor-versions-open').click();
  await expect(manager.versions.getByTestId('version-select').first()).toBeVisible();
  expect(await violationsIn(page, 'editor-versions')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(manager.versions).toHaveCount(0);
  await manager.back.click();
  await manager.root.getByTestId('manager-import').click();
  await manager.importFile.setInputFiles({
    name: 'replies.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('title,language,body\n,en,\n'),
  });
  await expect(manager.importReport).toHaveAttribute('data-state', 'checked');
  expect(await violationsIn(page, 'import-dialog')).toEqual([]);
});

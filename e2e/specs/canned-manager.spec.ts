import type { Page } from '@playwright/test';
import type { Library } from '../../src/contract';
import { openCannedManager, type CannedManager } from '../pages/canned-manager';
import { chatWithPanel, openCannedPanel, type CannedPanel } from '../pages/canned-panel';
import { openDesktop } from '../pages/flex-desktop';
import { expect, test } from '../support/browser-test';
import { linkOf, openCannedDesk, type CannedDesk } from '../support/canned-library';
import { startSuite, type Suite } from '../support/suite';

let suite: Suite;
let admin: CannedDesk;
let everyday: Library;
let billing: Library;

test.beforeAll(async () => {
  suite = await startSuite();
  admin = await openCannedDesk(suite);
  everyday = await admin.newLibrary('Everyday replies', 'global');
  billing = await admin.newLibrary('Billing', 'team', ['alice']);
  await admin.write(everyday.id, { title: 'Opening hours', shortcut: 'hours', body: 'From 9 to 5.' });
  await linkOf(suite, 'alice', 1);
});

test.afterAll(async () => {
  await suite.close();
});

/** Ada, who administers everything. */
async function managing(page: Page): Promise<CannedManager> {
  await openDesktop(page, suite, 'as=admin&worker=ada');
  return openCannedManager(page);
}

/** Alice in a chat, in a window of her own. */
async function alicesPanel(page: Page): Promise<CannedPanel> {
  return (await chatWithPanel(page, suite, 'alice')).panel;
}

async function leave(panel: CannedPanel): Promise<void> {
  await panel.root.page().context().close();
  for (const { sid, status } of (await suite.control.truth()).tasks) {
    if (status !== 'completed' && status !== 'canceled') await suite.control.driveTask(sid, 'complete');
  }
}

test('what is written, published, edited, retired and restored is what the agent sees', async ({
  page,
  pageElsewhere,
}) => {
  const panel = await alicesPanel(await pageElsewhere());
  await expect(panel.rows).toHaveText([/Opening hours/]);
  const manager = await managing(page);
  await manager.library(everyday.id).click();
  await manager.newButton.click();
  await manager.title.fill('Refund policy');
  await manager.shortcut.fill('refund');
  await manager.body.fill('Dear {{customer.name}}, we refund within {{ask:days}} days. {{oops');
  await expect(manager.preview).toContainText('we refund within');
  await expect(manager.editor.getByTestId('editor-warnings')).toContainText('begins no placeholder');
  await manager.body.fill('Dear {{customer.name}}, we refund within {{ask:days}} days.');
  await expect(manager.editor.getByTestId('editor-warnings')).toBeEmpty();
  await manager.save.click();
  await manager.hears('Saved');
  await expect(manager.editor.getByTestId('editor-who')).toContainText('Only those who may edit');
  await expect(panel.rows).toHaveCount(1);

  await manager.publish.click();
  await manager.hears('Published');
  await expect(panel.rowOf('Refund policy')).toBeVisible();
  await expect(manager.editor.getByTestId('editor-who')).toContainText('Every agent');

  // Saved, and on the agent's screen within the second that the editor promises.
  const shown = panel.root.page().waitForFunction(() => {
    const rows = [...document.querySelectorAll('[data-testid="canned-row"]')];
    return rows.some((row) => row.textContent.includes('Our refund policy')) ? Date.now() : null;
  });
  await manager.title.fill('Our refund policy');
  const clickedAt = Date.now();
  await manager.save.click();
  const delay = ((await (await shown).jsonValue()) ?? Infinity) - clickedAt;
  test.info().annotations.push({ type: 'save to another screen', description: `${String(delay)} ms` });
  await manager.hears('Saved');

  await manager.retire.click();
  await manager.hears('Retired');
  await expect(panel.rows).toHaveText([/Opening hours/]);
  await manager.editor.getByTestId('editor-undo').click();
  await manager.hears('Published');
  await expect(panel.rowOf('Our refund policy')).toBeVisible();

  // The first version again, compared with what is there.
  await manager.editor.getByTestId('editor-versions-open').click();
  const versions = manager.versions.getByTestId('version-select');
  await versions.selectOption({ index: (await versions.locator('option').count()) - 1 });
  await expect(manager.versions).toContainText('Our');
  await manager.versions.getByTestId('editor-restore').click();
  await manager.hears('Restored');
  await expect(manager.title).toHaveValue('Refund policy');
  await expect(panel.rowOf('Refund policy')).toBeVisible();
  await expect(panel.rowOf('Our refund policy')).toHaveCount(0);
  await manager.back.click();
  await expect(manager.rowOf('Refund policy')).toHaveAttribute('data-status', 'published');
  await leave(panel);
});

test('two who edit at once lose nothing: the later one chooses', async ({ page }) => {
  const response = await admin.write(everyday.id, { title: 'Two writers', body: 'First text.' });
  const manager = await managing(page);
  await manager.library(everyday.id).click();
  await manager.edit(manager.row(response.id));
  await manager.body.fill('Mine.');
  await admin.edit(response, { variants: [{ language: 'en', channel: null, body: 'Theirs.' }], category: 'Elsewhere' });
  await manager.save.click();
  await expect(manager.conflict).toContainText('Theirs.');
  await expect(manager.body).toHaveValue('Mine.');
  await manager.conflict.getByTestId('conflict-keep-mine').click();
  await manager.save.click();
  await manager.hears('Saved');
  const stored = (await admin.responsesOf(everyday.id)).find(({ id }) => id === response.id);
  expect(stored?.variants).toMatchObject([{ body: 'Mine.' }]);
  expect((await admin.ask('DELETE', `/canned-responses/${response.id}`)).status).toBeGreaterThanOrEqual(200);
});

test('leaving with unsaved changes asks, and nothing is lost by staying', async ({ page }) => {
  const manager = await managing(page);
  await manager.library(everyday.id).click();
  await manager.edit(manager.rowOf('Opening hours'));
  await manager.body.fill('From 9 to 5, and more.');
  await manager.back.click();
  const dialog = page.getByRole('dialog', { name: 'Unsaved changes' });
  await dialog.getByRole('button', { name: 'Go on writing' }).click();
  await expect(manager.body).toHaveValue('From 9 to 5, and more.');
  await manager.back.click();
  await dialog.getByRole('button', { name: 'Discard changes' }).click();
  await expect(manager.rowOf('Opening hours')).toBeVisible();
  expect((await admin.responsesOf(everyday.id)).find(({ shortcut }) => shortcut === 'hours')?.variants).toMatchObject([
    { body: 'From 9 to 5.' },
  ]);
});

test('a file is tried first, with each problem in its line; then imported whole, and exported the same', async ({
  page,
  pageElsewhere,
}) => {
  const panel = await alicesPanel(await pageElsewhere());
  const manager = await managing(page);
  await manager.library(billing.id).click();
  await expect(manager.rows).toHaveCount(0);
  const header = 'title,shortcut,status,language,body\n';
  const file = (text: string) => ({ name: 'replies.csv', mimeType: 'text/csv', buffer: Buffer.from(header + text) });
  await manager.root.getByTestId('manager-import').click();
  await manager.importFile.setInputFiles(
    file('Late fee,fee,published,en,No fee.\n,bad short cut,published,en,\nInvoice copy,fee,published,en,Here.\n'),
  );
  await expect(manager.importReport).toHaveAttribute('data-state', 'checked');
  await expect(manager.importReport.getByRole('row').filter({ hasText: /^3/ })).not.toHaveCount(0);
  await expect(manager.importConfirm).toBeDisabled();
  expect(await admin.responsesOf(billing.id)).toEqual([]);

  await manager.importFile.setInputFiles(
    file('Late fee,fee,published,en,"No ""fee"", dear."\nInvoice copy,,published,en,=1+1\n'),
  );
  await expect(manager.importReport).toContainText('2 new');
  expect(await admin.responsesOf(billing.id)).toEqual([]);
  await manager.importConfirm.click();
  await expect(manager.importReport).toHaveAttribute('data-state', 'done');
  await manager.importDialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(manager.rows).toHaveCount(2);
  await expect(panel.rowOf('Late fee')).toBeVisible();

  const csv = await manager.export('csv');
  expect(csv).toContain('"No ""fee"", dear."');
  expect(csv).toContain("'=1+1");
  const json = JSON.parse(await manager.export('json')) as readonly { title: string }[];
  expect(json.map(({ title }) => title).sort()).toEqual(['Invoice copy', 'Late fee']);
  // What was exported changes nothing when it comes back.
  await manager.root.getByTestId('manager-import').click();
  await manager.importFile.setInputFiles({ name: 'same.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await expect(manager.importReport).toContainText('2 as they are');
  await leave(panel);
});

test('an agent may write replies of their own, and nobody else sees them', async ({ page, pageElsewhere }) => {
  await chatWithPanel(page, suite, 'bob');
  await page.locator('.Twilio-SideNav').getByRole('link', { name: 'Canned responses' }).click();
  await page.getByTestId('library-new-personal').click();
  const manager = await openCannedManager(page);
  await expect(manager.library(everyday.id)).toHaveCount(0);
  await manager.newButton.click();
  await manager.title.fill('Just me');
  await manager.body.fill('Mine alone.');
  await manager.publish.click();
  await manager.hears('Published');
  await expect(manager.editor.getByTestId('editor-who')).toContainText('Only');
  await page.locator('.Twilio-SideNav').getByRole('link', { name: 'Agent Desktop' }).click();
  const own = await openCannedPanel(page);
  await expect(own.rowOf('Just me')).toBeVisible();
  const alices = await alicesPanel(await pageElsewhere());
  await expect(alices.rowOf('Opening hours')).toBeVisible();
  await expect(alices.rowOf('Just me')).toHaveCount(0);
  await leave(alices);
});

test('at 1280×720 and 200 % rows are seen, the title stays, and filter and sort come back', async ({ page }) => {
  const library = await admin.newLibrary('A library with a long name', 'team', ['alice']);
  const titles = Array.from({ length: 30 }, (_, n) => `Reply ${String(n)} with a title of some length`);
  await Promise.all(titles.map((title, n) => admin.write(library.id, { title, shortcut: `r${String(n)}` })));
  const manager = await managing(page);
  await manager.library(library.id).click();
  await expect(manager.rows).not.toHaveCount(0);
  const scroller = manager.root.getByTestId('manager-scroller');
  const wholeRows = async (): Promise<number> => {
    await scroller.evaluate((element) => {
      element.scrollIntoView({ block: 'end' });
    });
    const rows = await manager.rows.all();
    return (await Promise.all(rows.map((row) => row.evaluate(isWhollySeen)))).filter(Boolean).length;
  };
  await page.setViewportSize({ width: 1280, height: 720 });
  expect(await wholeRows()).toBeGreaterThanOrEqual(6);
  await manager.root.getByRole('button', { name: 'Uses 30 d' }).click();
  // What 1280×720 has room for at 200 %; Flex folds its navigation away there.
  await page.setViewportSize({ width: 640, height: 360 });
  expect(await wholeRows()).toBeGreaterThanOrEqual(3);
  await scroller.evaluate((element) => {
    element.scrollLeft = element.scrollWidth;
  });
  const row = manager.rowOf('Reply 0');
  await expect(row.getByRole('rowheader')).toBeInViewport();
  await expect(row.getByRole('cell').last()).toBeInViewport();
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.locator('.Twilio-SideNav').getByRole('link').first().click();
  await expect(manager.root).toHaveCount(0);
  await page.locator('.Twilio-SideNav').getByRole('link', { name: 'Canned responses' }).click();
  await expect(page).toHaveURL(new RegExp(`\\?library=${library.id}&sort=uses\\.descending$`));
  await expect(manager.rows).not.toHaveCount(0);
});

/** Whether no part of a row is cut off or lies beneath something that stays in sight. */
function isWhollySeen(row: Element): boolean {
  const { left, top, bottom } = row.getBoundingClientRect();
  return [top + 2, bottom - 2].every((y) => row.contains(document.elementFromPoint(left + 10, y)));
}

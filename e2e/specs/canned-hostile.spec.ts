import type { Page } from '@playwright/test';
import { MAX_RESPONSE_BYTES, type EditableResponse, type Library } from '../../src/contract';
import { openCannedManager } from '../pages/canned-manager';
import { openCannedPanel, type CannedPanel } from '../pages/canned-panel';
import { openConversation } from '../pages/conversation';
import { openDesktop } from '../pages/flex-desktop';
import { expect, test } from '../support/browser-test';
import { linkOf, openCannedDesk } from '../support/canned-library';
import { cellsOf, HOSTILE_TEXTS } from '../support/hostile-texts';
import { startSuite, type Suite } from '../support/suite';

let suite: Suite;
let library: Library;
const responses: EditableResponse[] = [];
/** Just below what a Document holds: markup, and at its end a word that must not be lost. */
const longText = `${'<b>x</b> '.repeat(1_700)}END`;

test.beforeAll(async () => {
  suite = await startSuite();
  const admin = await openCannedDesk(suite);
  library = await admin.newLibrary('Hostile <b>& friends</b>', 'global');
  for (const { text } of HOSTILE_TEXTS) {
    responses.push(await admin.write(library.id, { title: text, body: text, tags: [text.slice(0, 30).trim()] }));
  }
  responses.push(await admin.write(library.id, { title: 'Sixteen kilobytes', shortcut: 'long', body: longText }));
  const tooLong = await admin.ask('POST', '/canned-responses', {
    libraryId: library.id,
    ...{ title: 'Too long', shortcut: null, category: null, tags: [], channels: [] },
    variants: [{ language: 'en', channel: null, body: 'x'.repeat(MAX_RESPONSE_BYTES) }],
  });
  expect(tooLong.status).toBe(422);
  await linkOf(suite, 'alice', 1);
});

test.afterAll(async () => {
  await suite.close();
});

/** Watches for whatever a text could have done to the page. */
function watchHarm(page: Page): () => Promise<void> {
  const harm: string[] = [];
  page.on('pageerror', (error) => harm.push(error.message));
  page.on('dialog', (dialog) => {
    harm.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== 'localhost' && hostname !== '127.0.0.1') harm.push(request.url());
  });
  return async () => {
    expect(await page.evaluate('window.broken')).toBeUndefined();
    expect(harm).toEqual([]);
  };
}

const bodyOf = ({ variants }: EditableResponse): string => variants[0]?.body ?? '';

/** Scrolls on until one of these is drawn: by its place in the list, for what a text is found by is not the subject. */
async function nextDrawn(
  { rows, scroller }: CannedPanel,
  wanted: ReadonlyMap<string, EditableResponse>,
): Promise<EditableResponse> {
  let next: EditableResponse | undefined;
  await expect(async () => {
    const ids = await rows.evaluateAll((drawn) => drawn.map((row) => row.getAttribute('data-response-id') ?? ''));
    next = wanted.get(ids.find((id) => wanted.has(id)) ?? '');
    if (next === undefined)
      await scroller.evaluate((each) => {
        each.scrollBy(0, 200);
      });
    expect(next).toBeDefined();
  }).toPass({ intervals: [50], timeout: 20_000 });
  if (next === undefined) throw new Error('No row was drawn');
  return next;
}

test('list, preview, popover and message show every text as it was written', async ({ page }) => {
  test.setTimeout(300_000);
  const expectNoHarm = watchHarm(page);
  const desktop = await openDesktop(page, suite, 'as=agent&worker=alice');
  await desktop.setActivity('Available');
  const { taskSid } = await suite.control.createTask({ channel: 'chat', queue: 'VIP / EMEA', from: 'Vera' });
  const chat = openConversation(page);
  await chat.accept();
  const panel = await openCannedPanel(page);
  await expect(panel.count).toContainText(String(responses.length));
  const unseen = new Map(responses.map((response) => [response.id, response]));
  while (unseen.size > 0) {
    const response = await nextDrawn(panel, unseen);
    unseen.delete(response.id);
    const row = panel.row(response.id);
    await row.getByTestId('canned-row-preview').click();
    expect(await row.locator('[data-cell="title"]').textContent()).toBe(response.title);
    await expect(panel.preview).toHaveAttribute('data-response-id-open', response.id);
    await expect(panel.previewText).toBeVisible();
    expect(await panel.previewText.locator('[lang]').textContent()).toBe(bodyOf(response));
  }
  await page.getByTestId('canned-preview-close').click();
  await expectNoHarm();
  // Nothing in the panel became an element of its own.
  expect(await panel.root.locator('script, img, iframe, object, style, base, meta, a').count()).toBe(0);

  await chat.composer.fill('/long');
  await chat.composer.press('End');
  await page.keyboard.type(' ');
  await page.keyboard.press('Backspace');
  await expect(panel.options.first()).toContainText('Sixteen kilobytes');
  await page.keyboard.press('Enter');
  await expect(chat.composer).toHaveValue(longText);
  await expectNoHarm();
  await suite.control.driveTask(taskSid, 'complete');
});

test('table and editor show every text as it was written, and an export has no formula in it', async ({ page }) => {
  test.setTimeout(300_000);
  const expectNoHarm = watchHarm(page);
  await openDesktop(page, suite, 'as=admin&worker=ada');
  const manager = await openCannedManager(page);
  await expect(manager.library(library.id)).toContainText('Hostile <b>& friends</b>');
  await manager.library(library.id).click();
  for (const response of responses) {
    const row = manager.row(response.id);
    await expect(async () => {
      if ((await row.count()) === 0) {
        await manager.rows.last().scrollIntoViewIfNeeded();
        await page.mouse.wheel(0, 600);
      }
      await expect(row).toContainText(response.title, { timeout: 1_000, useInnerText: false });
      await row.click({ timeout: 1_000 });
    }).toPass({ timeout: 20_000 });
    await expect(manager.editor).toHaveAttribute('data-response-id', response.id);
    await expect(manager.title).toHaveValue(response.title);
    await expect(manager.body).toHaveValue(bodyOf(response));
    expect(await manager.preview.textContent()).toContain(bodyOf(response));
    await manager.back.click();
  }
  await expectNoHarm();

  const cells = cellsOf(await manager.export('csv'));
  const [header = [], ...lines] = cells;
  expect(lines).toHaveLength(responses.length);
  expect(lines.flat().filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/u.test(cell))).toEqual([]);
  const [title, body] = [header.indexOf('title'), header.indexOf('body')];
  // A spreadsheet shows what follows the apostrophe.
  const shown = (cell = ''): string => cell.replace(/^'(?=[=+\-@＝＋－＠'])/u, '');
  expect(lines.map((line) => shown(line[title])).sort()).toEqual(responses.map((response) => response.title).sort());
  expect(lines.map((line) => shown(line[body])).sort()).toEqual(responses.map(bodyOf).sort());
  const json = JSON.parse(await manager.export('json')) as readonly EditableResponse[];
  expect(json.map(bodyOf).sort()).toEqual(responses.map(bodyOf).sort());
  await expectNoHarm();
});

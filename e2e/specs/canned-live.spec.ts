import type { Page } from '@playwright/test';
import { chatWithPanel, openCannedPanel, type CannedPanel } from '../pages/canned-panel';
import { openConversation } from '../pages/conversation';
import { openDesktop } from '../pages/flex-desktop';
import type { CannedResponseItem, EditableResponse, Library } from '../../src/contract';
import { expect, test } from '../support/browser-test';
import { linkOf, openCannedDesk, readAttributes, writeAttributes, type CannedDesk } from '../support/canned-library';
import { openInPage } from '../support/in-page-sync';
import { startSuite, type Suite } from '../support/suite';
import { readList } from '../support/sync-rest';

let suite: Suite;
let admin: CannedDesk;
let billing: Library;
let refund: EditableResponse;

test.beforeAll(async () => {
  suite = await startSuite();
  admin = await openCannedDesk(suite);
  billing = await admin.newLibrary('Billing', 'team', ['alice']);
  const everybody = await admin.newLibrary('Everyday replies', 'global');
  refund = await admin.write(billing.id, { title: 'Refund policy', shortcut: 'refund', body: 'We refund.' });
  await admin.write(billing.id, { title: 'Late fee', shortcut: 'fee', body: 'There is no fee.' });
  await admin.write(everybody.id, { title: 'Opening hours', shortcut: 'hours', body: 'From 9 to 5.' });
  await linkOf(suite, 'alice', 2);
  await linkOf(suite, 'bob', 1);
});

test.afterAll(async () => {
  await suite.close();
});

const chatting = async (page: Page, worker: 'alice' | 'bob'): Promise<CannedPanel> =>
  (await chatWithPanel(page, suite, worker)).panel;

async function endChats(): Promise<void> {
  const { tasks } = await suite.control.truth();
  for (const { sid, status } of tasks) {
    if (status !== 'completed' && status !== 'canceled') await suite.control.driveTask(sid, 'complete');
  }
}

/** When the row first showed this title, by the clock that the test reads, too. */
const seenAt = (page: Page, id: string, title: string): Promise<number> =>
  page.evaluate(
    ([responseId, text]) =>
      new Promise<number>((resolve) => {
        const look = (): boolean =>
          document
            .querySelector(`[data-testid="canned-row"][data-response-id="${responseId}"]`)
            ?.textContent.includes(text) === true;
        const observer = new MutationObserver(() => {
          if (!look()) return;
          observer.disconnect();
          resolve(Date.now());
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    [id, title] as const,
  );

test('an edit is in another agent’s list within a second, and is told to who is reading the text', async ({ page }) => {
  const panel = await chatting(page, 'alice');
  await expect(panel.rows).toHaveCount(3);
  await panel.open(panel.row(refund.id));
  await expect(panel.previewText).toHaveText('We refund.');

  const delays: number[] = [];
  for (let round = 1; round <= 5; round += 1) {
    const title = `Refund policy, edition ${String(round)}`;
    const seen = seenAt(page, refund.id, title);
    const sentAt = Date.now();
    refund = await admin.edit(refund, { title });
    delays.push((await seen) - sentAt);
  }
  const [, , median = Infinity] = [...delays].sort((a, b) => a - b);
  test.info().annotations.push({ type: 'edit to screen, ms', description: delays.join(', ') });
  expect(median).toBeLessThan(1_000);

  const variants = [{ language: 'en', channel: null, body: 'We refund within three days.' }];
  refund = await admin.edit(refund, { title: 'Refund policy', variants });
  await expect(panel.changed).toBeVisible();
  await expect(panel.previewText).toHaveText('We refund.');
  // Every edit counts as news, those of the title, too: the last one may be on its way still.
  await expect(async () => {
    await panel.changed.getByTestId('canned-show-new').click({ timeout: 500 });
    await expect(panel.previewText).toHaveText('We refund within three days.', { timeout: 500 });
  }).toPass({ timeout: 15_000 });
  await expect(panel.changed).toHaveCount(0);
  await endChats();
});

test('an agent outside of the team is not told of its List, and refused by Sync itself', async ({
  page,
  pageElsewhere,
}) => {
  const alicePage = await pageElsewhere();
  const alicePanel = await chatting(alicePage, 'alice');
  await expect(alicePanel.rows).toHaveCount(3);
  const { lists } = await linkOf(suite, 'alice', 2);
  const bobs = await linkOf(suite, 'bob', 1);
  const [teams = ''] = lists.filter((sid) => !bobs.lists.includes(sid));
  expect(await openInPage(alicePage, suite, 'list', teams, 'shared')).toEqual({ items: 2 });
  const items = await readList<CannedResponseItem>(suite.health, teams);
  const document = items[0]?.documentSid ?? '';
  expect(await openInPage(alicePage, suite, 'document', document, 'shared')).toEqual({ items: 1 });

  const bobPanel = await chatting(page, 'bob');
  await expect(bobPanel.rows).toHaveCount(1);
  await expect(bobPanel.rows).toContainText('Opening hours');
  for (const scope of ['shared', 'personal'] as const) {
    expect(await openInPage(page, suite, 'list', teams, scope)).toEqual({ code: 54007, status: 403 });
    expect(await openInPage(page, suite, 'document', document, scope)).toEqual({ code: 54007, status: 403 });
  }
  expect(await openInPage(page, suite, 'list', bobs.lists[0] ?? '', 'shared')).toEqual({ items: 1 });
  await alicePage.context().close();
  await endChats();
});

test('the Lists are those that the worker’s attributes name, as they are now', async ({ page }) => {
  const panel = await chatting(page, 'alice');
  await expect(panel.rows).toHaveCount(3);
  const attributes = await readAttributes(suite, 'alice');
  const { lists } = await linkOf(suite, 'alice', 2);
  const only = (sid: string | undefined): Promise<void> =>
    writeAttributes(suite, 'alice', { ...attributes, canned_responses: { lists: [sid], personal: [] } });
  await only(lists[0]);
  await expect(panel.rows).toHaveText([/Opening hours/]);
  await only(lists[1]);
  await expect(panel.rows).toHaveCount(2);
  await expect(panel.rowOf('Refund policy')).toBeVisible();
  await expect(panel.rowOf('Late fee')).toBeVisible();
  await writeAttributes(suite, 'alice', { ...attributes, canned_responses: { lists: [], personal: [] } });
  await expect(panel.root).toHaveAttribute('data-state', 'no-lists');
  await writeAttributes(suite, 'alice', attributes);
  await expect(panel.rows).toHaveCount(3);
  await endChats();
});

test('who joins the team has its responses without a reload, and who leaves it loses them', async ({ page }) => {
  const panel = await chatting(page, 'bob');
  await expect(panel.rows).toHaveCount(1);
  billing = await admin.setMembers(billing, ['alice', 'bob']);
  await expect(panel.rows).toHaveCount(3);
  await panel.open(panel.rowOf('Late fee'));
  await expect(panel.previewText).toHaveText('There is no fee.');
  billing = await admin.setMembers(billing, ['alice']);
  await expect(panel.rows).toHaveText([/Opening hours/]);
  await endChats();
});

test('favourites and recents are there after a reload, and on another desktop of the same agent', async ({
  page,
  pageElsewhere,
}) => {
  let panel = await chatting(page, 'alice');
  const hours = panel.rowOf('Opening hours');
  await panel.star(hours).click();
  await expect(panel.star(hours)).toHaveAttribute('aria-pressed', 'true');
  await expect(hours).toBeVisible();
  await panel.rowOf('Late fee').click();
  const { composer, messages } = openConversation(page);
  await expect(composer).toHaveValue('There is no fee.');
  await composer.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.type(', Vera.');
  await composer.press('Enter');
  await expect(messages).toHaveText([/There is no fee, Vera\.$/]);
  const fee = async () => (await admin.responsesOf(billing.id)).find(({ title }) => title === 'Late fee');
  await expect.poll(fee).toMatchObject({ uses30Days: 1, edited30Days: 1 });

  const both = async (shown: CannedPanel): Promise<void> => {
    await shown.chip('favorites').click();
    await expect(shown.rows).toHaveText([/Opening hours/]);
    await shown.chip('favorites').click();
    await shown.chip('recents').click();
    await expect(shown.rows).toHaveText([/Late fee/]);
    await shown.chip('recents').click();
    await expect(shown.rows).toHaveCount(3);
  };
  await both(panel);
  await page.reload();
  panel = await openCannedPanel(page);
  await both(panel);
  const other = await pageElsewhere();
  await openDesktop(other, suite, 'as=agent&worker=alice');
  await openConversation(other).choose('Vera');
  const otherPanel = await openCannedPanel(other);
  await both(otherPanel);
  // Taken back there, it is gone here.
  await otherPanel.star(otherPanel.rowOf('Opening hours')).click();
  await expect(panel.star(panel.rowOf('Opening hours'))).toHaveAttribute('aria-pressed', 'false');
  await other.context().close();
  await endChats();
});

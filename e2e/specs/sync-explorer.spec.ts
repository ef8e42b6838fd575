import { openDesktop } from '../pages/flex-desktop';
import { openSyncExplorer, syncExplorer, type SyncExplorer } from '../pages/sync-explorer';
import { violationsIn } from '../support/accessibility';
import { flexTokenOf } from '../support/backend-api';
import { expect, test } from '../support/browser-test';
import { HOSTILE_TEXTS } from '../support/hostile-texts';
import { startSuite, type Suite } from '../support/suite';
import { createSyncRest, type SyncRest } from '../support/sync-rest';

let suite: Suite;
let sync: SyncRest;

test.beforeAll(async () => {
  suite = await startSuite({ demoContent: true });
  sync = createSyncRest(suite.health);
});

test.afterAll(async () => {
  await suite.close();
});

/** Refusals of the suite's own reads and writes: what somebody who looks must never cause. */
const refusedBySync = async (): Promise<number> => {
  const usage = await suite.control.usage();
  return usage.reduce((total, { rejected }) => total + rejected, 0);
};

test('an admin follows a value that others change, sees who may read it, and edits what is not the suite’s', async ({
  page,
}) => {
  const sid = await sync.createDocument('shop settings', { open: { from: 9, to: 17 }, note: 'a' });
  await openDesktop(page, suite, 'as=admin');
  const explorer = await openSyncExplorer(page);
  await explorer.open('shop settings');
  await expect(explorer.json).toHaveText([/\{2\}/, /open/, /from: *9/, /to: *17/, /note: *"a"/]);
  expect(await violationsIn(page, 'sync-explorer')).toEqual([]);

  const changedAt = Date.now();
  await sync.updateDocument(sid, { open: { from: 9, to: 18 }, note: 'a' });
  await expect(explorer.changed).toContainText('/open/to', { timeout: 3_000 });
  test.info().annotations.push({ type: 'seen after ms', description: String(Date.now() - changedAt) });
  await expect(explorer.json.filter({ hasText: 'to:' })).toHaveAttribute('data-marked', '');

  // The database is not the truth of this one: it may be edited, but not over somebody else's change.
  await explorer.root.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = page.getByTestId('explorer-edit-dialog');
  await dialog.getByTestId('explorer-edit-text').fill('{ "open": ');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect(dialog).toContainText('no JSON from line 1');
  await dialog.getByTestId('explorer-edit-text').fill('{"open":{"from":8,"to":18},"note":"a"}');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect(dialog).toContainText('/open/from changed');
  await sync.updateDocument(sid, { open: { from: 9, to: 19 }, note: 'a' });
  await dialog.getByTestId('explorer-edit-write').click();
  await expect(dialog.getByTestId('explorer-edit-conflict')).toContainText('/open/to');
  expect(await sync.dataOf(sid)).toMatchObject({ open: { from: 9, to: 19 } });

  await page.keyboard.press('Escape');
  await explorer.open('backend-heartbeat');
  await expect(explorer.root.getByRole('button', { name: 'Edit', exact: true })).toHaveCount(0);
  await expect(explorer.readers).toContainText('All with the role supervisor');
  await page.reload();
  await expect((await syncExplorer(page)).root.getByRole('heading', { name: 'backend-heartbeat' })).toBeVisible();
});

test('an object that is written too often is red within five seconds, with what Sync refused', async ({ page }) => {
  const sid = await sync.createDocument('hot', { n: 0 });
  await openDesktop(page, suite, 'as=admin');
  const explorer = await openSyncExplorer(page);
  await explorer.open('hot');
  const writing = sync.keepUpdating(sid, 200);
  try {
    await expect(explorer.gauge).toHaveAttribute('data-level', 'over', { timeout: 5_000 });
    await expect(explorer.throttled).toContainText('Refused (429)');
  } finally {
    await writing.stop();
  }
});

test('what is wrong is found and mended by its button', async ({ page }) => {
  await sync.createDocument('for ever', { n: 1 });
  const [list = '', lostList = ''] = await sync.listsNamed('canned-responses.');
  const documentsOf = async (): Promise<readonly string[]> =>
    (await sync.itemsOf(list)).map(({ data }) => String(data['documentSid']));
  const [lost = ''] = await documentsOf();
  await sync.removeDocument(lost);
  await sync.removeList(lostList);
  await openDesktop(page, suite, 'as=admin');
  const explorer = await openSyncExplorer(page);
  await explorer.tab('findings');
  await page.getByTestId('explorer-findings-start').click();
  await expect(page.getByTestId('explorer-findings-progress')).toHaveAttribute('data-step', 'done', {
    timeout: 60_000,
  });
  await mend(explorer, explorer.findings('orphan-item').filter({ hasText: lost }));
  // What the item names then is there.
  await expect
    .poll(async () => Promise.all((await documentsOf()).map(async (sid) => (await sync.dataOf(sid)) !== null)))
    .not.toContain(false);
  // One worker's link mends the List that it names, and with it everybody's.
  await mend(explorer, explorer.findings('broken-worker-link').filter({ hasText: lostList }).first());
  await expect.poll(async () => (await sync.listsNamed('canned-responses.')).length).toBe(2);
  await mend(explorer, explorer.findings('no-ttl').filter({ hasText: 'for ever' }));
  expect(await violationsIn(page, 'sync-explorer')).toEqual([]);
});

async function mend({ root }: SyncExplorer, finding: ReturnType<SyncExplorer['findings']>): Promise<void> {
  const id = await finding.getAttribute('data-finding');
  await finding.getByTestId('explorer-mend').click();
  await root.page().getByTestId('explorer-mend-confirm').click();
  await expect(root.locator(`[data-finding='${id ?? ''}']`)).toHaveCount(0);
}

test('texts of others are shown literally, and looking at hundreds of objects is refused to nobody', async ({
  page,
}) => {
  const hostile = Object.fromEntries(HOSTILE_TEXTS.map(({ text }, n) => [`${String(n)} ${text}`, text]));
  const [names, before] = [
    Array.from({ length: 300 }, (_each, n) => `many.${String(n).padStart(3, '0')}`),
    await refusedBySync(),
  ];
  await sync.createDocument('hostile', hostile);
  for (const name of names) await sync.createDocument(name, { name });
  const named = HOSTILE_TEXTS.filter(({ text }) => text.startsWith('<'));
  for (const { text } of named) await sync.createDocument(text, { text });
  // As large and deep as Sync takes it, with characters that are seen nowhere.
  const deep = Array.from({ length: 90 }).reduce<object>((inner) => ({ in: inner }), { text: 'x'.repeat(15_000) });
  await sync.createDocument('unseen', { '\u0000 \u202e': 'a\u0000b', deep });
  await openDesktop(page, suite, 'as=admin');
  const explorer = await openSyncExplorer(page);
  await explorer.open('hostile');
  await expect(explorer.json.first()).toContainText(`{${String(HOSTILE_TEXTS.length)}}`);
  await expect(explorer.json.filter({ hasText: '<script>window.broken=1</script>' }).first()).toBeVisible();
  await explorer.find('<');
  for (const begin of ['<script>window.', '<img src=x onerror="window.', '<svg onload=window.']) {
    await expect(explorer.lines.filter({ hasText: begin }).first()).toBeAttached();
  }
  await explorer.open('unseen');
  await expect(explorer.json.filter({ hasText: '\\u0000 \\u202e' })).toContainText('a\\u0000b');
  await expect(explorer.json.filter({ hasText: 'in:' })).not.toHaveCount(0);
  expect(await page.evaluate(() => 'broken' in window)).toBe(false);

  await explorer.find('many.');
  await expect(explorer.lines.first()).toContainText('300');
  for (const name of ['000', '005', '010']) {
    await explorer.lines.filter({ hasText: name }).click();
    await expect(explorer.json.filter({ hasText: `"many.${name}"` })).toBeVisible();
  }
  expect(await refusedBySync()).toBe(before);
});

test('an agent has no link to it, and no answer', async ({ page }) => {
  const token = await flexTokenOf(suite, 'alice');
  const answer = await fetch(`${suite.backendUrl}/sync/services`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(403);
  await openDesktop(page, suite, 'as=agent&worker=alice');
  await expect(page.locator('.Twilio-SideNav').getByRole('link', { name: 'Sync explorer' })).toHaveCount(0);
  await page.goto(`${suite.pageUrl}/sync-explorer`);
  await expect(page.getByTestId('sync-explorer')).toHaveAttribute('data-state', 'forbidden', { timeout: 30_000 });
});

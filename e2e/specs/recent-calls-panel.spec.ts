import type { Page } from '@playwright/test';
import { openDesktop } from '../pages/flex-desktop';
import { openRecentCalls, type RecentCallsPanel } from '../pages/recent-calls';
import { editCall, flexTokenOf, readCalls } from '../support/backend-api';
import { violationsIn } from '../support/accessibility';
import { expect, test } from '../support/browser-test';
import { tellPastCalls, type PastCall } from '../support/past-calls';
import { startSuite, type Suite } from '../support/suite';

const DAY_MINUTES = 24 * 60;

/** Where it is about noon now: at any hour of the tests, calls of the last minutes are of today. */
const hoursAhead = 12 - new Date().getUTCHours();
test.use({ timezoneId: `Etc/GMT${hoursAhead > 0 ? '-' : '+'}${Math.abs(hoursAhead)}` });

/** The newest first. */
const TODAY: readonly Omit<PastCall, 'worker' | 'at'>[] = [
  { from: '+442079460958', name: 'Margaret Oyelaran' },
  { from: '+4930901820', name: 'Jürgen Großmann', outcome: 'missed', queue: 'VIP / EMEA' },
  { from: '+15005550111', direction: 'outbound' },
  { from: '+15005550112', name: 'Ana Sousa', outcome: 'rejected', queue: 'Sales' },
  { from: 'vera@example.com', name: 'Vera Vogel', channel: 'chat', talkSeconds: 3_700 },
];
const YESTERDAY: typeof TODAY = [
  { from: '+966512345678', name: 'عبد الرحمن الشمري' },
  { from: '+442079460958', name: 'Margaret Oyelaran', outcome: 'missed' },
];

let suite: Suite;

test.beforeAll(async () => {
  // As an account that released it alone, too, by mistake: it is there once.
  suite = await startSuite({ plugins: ['plugin-recent-calls', 'plugin-sync-suite'] });
  await tellPastCalls(suite, [
    ...TODAY.map((call, index) => ({ ...call, worker: 'alice', at: minutesAgo(4 + index) })),
    ...YESTERDAY.map((call, index) => ({ ...call, worker: 'alice', at: minutesAgo(DAY_MINUTES + index) })),
    { worker: 'alice', from: '+15005550199', name: 'Old Friend', at: minutesAgo(9 * DAY_MINUTES) },
  ]);
});

test.afterAll(async () => {
  await suite.close();
});

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

async function panelOf(page: Page, worker = 'alice'): Promise<RecentCallsPanel> {
  await openDesktop(page, suite, `as=agent&worker=${worker}`);
  return openRecentCalls(page);
}

const names = (panel: RecentCallsPanel) => panel.rows.locator('[data-cell="party"]');

test('search, filters and days each leave the right calls', async ({ page }) => {
  const panel = await panelOf(page);
  await expect(panel.rows).toHaveCount(8);
  await expect(panel.root.getByTestId('day-separator').first()).toHaveText('Today');
  await expect(panel.root.getByTestId('day-separator').nth(1)).toHaveText('Yesterday');

  await panel.filter('missed').click();
  await expect(names(panel)).toHaveText(['Jürgen Großmann', 'Margaret Oyelaran']);
  await panel.filter('out').click();
  await expect(names(panel)).toHaveText(['+1 500-555-0111']);
  await panel.filter('in').click();
  await expect(panel.rows).toHaveCount(7);
  await panel.filter('all').click();

  // A number as people write it, a name without its umlauts, a queue, an outcome.
  for (const [text, found] of [
    ['020 7946 0958', ['Margaret Oyelaran', 'Margaret Oyelaran']],
    ['jurgen grossmann', ['Jürgen Großmann']],
    ['emea', ['Jürgen Großmann']],
    ['rejected sousa', ['Ana Sousa']],
    ['nobody at all', []],
  ] as const) {
    await panel.search.fill(text);
    await expect(names(panel)).toHaveText([...found]);
  }
  await expect(panel.root).toHaveAttribute('data-state', 'no-match');
  await panel.root.getByRole('button', { name: 'Show all calls' }).click();
  await expect(panel.rows).toHaveCount(8);

  const day = panel.root.getByTestId('recent-calls-date');
  await day.selectOption({ label: 'Yesterday' });
  await expect(names(panel)).toHaveText(['عبد الرحمن الشمري', 'Margaret Oyelaran']);
  await day.selectOption({ label: 'Today' });
  await expect(panel.rows).toHaveCount(5);
  await day.selectOption({ label: 'Last 7 days' });
  await expect(panel.rows).toHaveCount(7);
  await day.selectOption({ label: 'Any day' });

  await panel.root.getByText('One row per customer').click();
  await expect(panel.rows).toHaveCount(7);
  await expect(panel.cell(panel.rowsOf('Margaret'), 'count')).toHaveText('2 calls');
});

test('the panel can be worked by keyboard alone, with the focus in sight', async ({ page }) => {
  const desktop = await openDesktop(page, suite, 'as=agent&worker=alice');
  await desktop.setActivity('Available');
  const panel = await openRecentCalls(page);
  const row = (index: number) => panel.rows.nth(index);
  await expect(panel.rows).toHaveCount(8);

  await page.keyboard.press('/');
  await expect(panel.search).toBeFocused();
  await page.keyboard.type('a/b');
  await expect(panel.search).toHaveValue('a/b');
  await panel.search.fill('');

  // The pressed filter, the day, the grouping, then the list: one tab stop.
  for (let tabs = 0; tabs < 12; tabs += 1) {
    await page.keyboard.press('Tab');
    if (await row(0).evaluate((element) => element === document.activeElement)) break;
  }
  await expect(row(0)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(row(2)).toBeFocused();
  await expect(row(2)).not.toHaveCSS('box-shadow', 'none');
  await page.keyboard.press('End');
  await expect(row(7)).toBeFocused();
  await page.keyboard.press('Home');
  await expect(row(0)).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(panel.details.getByRole('heading', { name: 'Margaret Oyelaran' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel.details).toHaveCount(0);
  await expect(row(0)).toBeFocused();

  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Enter');
  await expect(panel.dialog.getByTestId('call-back-number')).toHaveText('+49 30 901820');
  await page.keyboard.press('Escape');
  await expect(panel.dialog).toHaveCount(0);
  await expect(row(1)).toBeFocused();
  await desktop.setActivity('Offline');
});

test('note and disposition are saved, seen after a reload, and never written over an edit unseen', async ({ page }) => {
  const panel = await panelOf(page);
  const { details } = panel;
  const status = details.getByTestId('notes-form');
  await panel.rowsOf('Ana Sousa').click();
  await details.getByTestId('notes-disposition').fill('Wrong department');
  await details.getByTestId('notes-note').fill('Asked for <b>Billing</b> — gave her the number');
  await details.getByTestId('notes-save').click();
  await expect(status).toHaveAttribute('data-state', 'saved');

  await page.reload();
  await openRecentCalls(page);
  await panel.search.fill('gave her the number');
  await panel.rowsOf('Ana Sousa').click();
  await expect(details.getByTestId('notes-disposition')).toHaveValue('Wrong department');
  await expect(details.getByTestId('notes-note')).toHaveValue('Asked for <b>Billing</b> — gave her the number');

  // Another window of hers saves while this one has a draft.
  await details.getByTestId('notes-note').fill('My own words');
  const token = await flexTokenOf(suite, 'alice');
  const stored = (await readCalls(suite, token)).calls.find(({ party }) => party.name === 'Ana Sousa');
  const answer = await editCall(suite, token, stored?.reservationSid ?? '', {
    notesRevision: stored?.notesRevision ?? -1,
    note: 'Words from elsewhere',
  });
  expect(answer.status).toBe(200);
  await details.getByTestId('notes-save').click();
  const conflict = details.getByTestId('notes-conflict');
  await expect(conflict).toContainText('Words from elsewhere');
  await expect(details.getByTestId('notes-note')).toHaveValue('My own words');
  await details.getByTestId('notes-keep-mine').click();
  await expect(status).toHaveAttribute('data-state', 'saved');
  await expect(details.getByTestId('notes-note')).toHaveValue('My own words');
  await expect(conflict).toHaveCount(0);
});

test('axe finds nothing in the list, the details, the dialog and the compact list', async ({ page }) => {
  const desktop = await openDesktop(page, suite, 'as=agent&worker=alice');
  await expect(page.getByTestId('recent-call-compact')).toHaveCount(5);
  expect(await violationsIn(page, 'recent-calls-compact')).toEqual([]);
  await desktop.setActivity('Available');
  const panel = await openRecentCalls(page);
  await expect(panel.rows).toHaveCount(8);
  expect(await violationsIn(page, 'recent-calls-panel')).toEqual([]);
  await panel.rowsOf('Jürgen').click();
  await expect(panel.details).toBeVisible();
  expect(await violationsIn(page, 'recent-calls-panel')).toEqual([]);
  await panel.details.getByTestId('call-back').click();
  await expect(panel.dialog).toBeVisible();
  expect(await violationsIn(page, 'call-back-dialog')).toEqual([]);
  await panel.dialog.getByRole('button', { name: 'Cancel' }).click();
  await desktop.setActivity('Offline');
});

test('from right to left the panel mirrors, numbers stay in order, nothing runs over', async ({ pageElsewhere }) => {
  const page = await pageElsewhere({ locale: 'ar-EG' });
  const panel = await panelOf(page);
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
  const row = panel.rowsOf('عبد الرحمن الشمري');
  await expect(row).toBeVisible();
  // "1 day ago" is not turned into "day ago 1".
  await expect(panel.cell(row, 'ago')).toHaveCSS('direction', 'ltr');
  const [name, age] = [panel.cell(row, 'party'), panel.cell(row, 'ago')];
  const [nameBox, ageBox] = [await name.boundingBox(), await age.boundingBox()];
  expect(nameBox?.x).toBeGreaterThan((ageBox?.x ?? 0) + (ageBox?.width ?? 0));
  await row.click();
  await expect(panel.details.getByTestId('customer-number')).toHaveText('+966 51 234 5678');
  await expect(panel.details.getByTestId('customer-number')).toHaveAttribute('dir', 'ltr');
  const overflow: number[] = [];
  for (const part of [panel.root, panel.root.getByTestId('recent-calls-scroller'), panel.details]) {
    overflow.push(await part.evaluate((element) => element.scrollWidth - element.clientWidth));
  }
  expect(Math.max(...overflow)).toBeLessThanOrEqual(0);
});

test('in a low window the whole of the details is within reach of the mouse wheel', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 620 });
  const panel = await panelOf(page);
  await panel.rowsOf('Vera Vogel').click();
  await expect(panel.details).toBeVisible();
  const last = panel.details.getByTestId('other-calls');
  await expect(async () => {
    await panel.details.hover({ position: { x: 20, y: 20 } });
    await page.mouse.wheel(0, 400);
    await expect(last).toBeInViewport({ ratio: 1, timeout: 300 });
  }).toPass({ timeout: 10_000 });
});

test('of 260 calls only those in sight are drawn, and the older ones come from the backend on demand', async ({
  page,
}) => {
  await tellPastCalls(
    suite,
    Array.from({ length: 260 }, (_, index) => ({
      worker: 'bob',
      from: `+1500556${String(1_000 + index)}`,
      outcome: 'rejected' as const,
      at: minutesAgo(10 * (index + 1)),
    })),
  );
  const panel = await panelOf(page, 'bob');
  const grid = panel.root.getByRole('grid');
  const itemCount = async (): Promise<number> => Number(await grid.getAttribute('aria-rowcount'));
  // 200 calls and the days above them.
  await expect.poll(itemCount, { timeout: 60_000 }).toBeGreaterThan(200);
  expect(await panel.rows.count()).toBeLessThan(60);
  await expect(async () => {
    await panel.rows.first().focus();
    await page.keyboard.press('End');
    await expect(panel.rowsOf('+15005561199')).toBeFocused({ timeout: 500 });
  }).toPass({ timeout: 30_000 });

  const pages: (() => void)[] = [];
  await page.route('**/recent-calls?*', async (route) => {
    await new Promise<void>((release) => {
      pages.push(release);
    });
    await route.continue();
  });
  const arrived = async (): Promise<void> => {
    await expect.poll(() => pages.length).toBe(1);
    pages.pop()?.();
  };
  const footer = panel.root.getByTestId('older-calls-footer');
  const inSync = await itemCount();
  await footer.getByTestId('older-calls').click();
  await expect(footer).toHaveAttribute('data-state', 'loading');
  await arrived();
  await expect(footer).toHaveAttribute('data-state', 'idle');
  expect(await itemCount()).toBeGreaterThan(inSync + 40);
  await footer.getByTestId('older-calls').click();
  await expect(footer).toContainText('Loading older calls, 50 so far…');
  await arrived();
  await expect(footer).toHaveAttribute('data-state', 'complete');
  expect(await panel.rows.count()).toBeLessThan(60);
  await panel.rows.first().focus();
  await page.keyboard.press('End');
  await expect(panel.rowsOf('+15005561259')).toBeFocused();
});

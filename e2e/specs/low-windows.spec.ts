import type { Locator, Page } from '@playwright/test';
import { openCannedPanel, type CannedPanel } from '../pages/canned-panel';
import { openConversation } from '../pages/conversation';
import { openDesktop } from '../pages/flex-desktop';
import { openRecentCalls } from '../pages/recent-calls';
import { expect, test } from '../support/browser-test';
import { tellPastCalls } from '../support/past-calls';
import { startSuite, type Suite } from '../support/suite';

let suite: Suite;

test.beforeAll(async () => {
  suite = await startSuite({ demoContent: true });
  await tellPastCalls(
    suite,
    Array.from({ length: 30 }, (_, index) => ({
      worker: 'alice',
      from: `+1500556${String(1_000 + index)}`,
      outcome: index % 3 === 0 ? ('missed' as const) : ('rejected' as const),
      at: new Date(Date.now() - 10 * 60_000 * (index + 1)),
    })),
  );
});

test.afterAll(async () => {
  await suite.close();
});

/** How many rows are in sight, a half of one being a half: what lies beneath something else is not. */
const rowsInSight = (rows: Locator): Promise<number> =>
  rows.evaluateAll((all) =>
    all.reduce((total, row) => {
      const { left, top, height } = row.getBoundingClientRect();
      const lines = Array.from({ length: Math.floor(height) }, (_, line) => top + line + 0.5);
      const seen = lines.filter((y) => row.contains(document.elementFromPoint(left + 30, y)));
      return total + seen.length / lines.length;
    }, 0),
  );

async function lastOf({ root }: CannedPanel): Promise<Locator> {
  const count = (await root.getByRole('grid').getAttribute('aria-rowcount')) ?? '';
  return root.locator(`[data-testid="canned-row"][aria-rowindex="${count}"]`);
}

async function isReached(page: Page, scroller: Locator, last: Locator): Promise<void> {
  await expect(async () => {
    await scroller.hover({ position: { x: 30, y: 30 } });
    await page.mouse.wheel(0, 4_000);
    await expect(last).toBeInViewport({ ratio: 0.9, timeout: 300 });
  }).toPass({ timeout: 15_000 });
}

test('at 1280×720, and at 200 % zoom, rows of calls and responses are in sight, and all within reach', async ({
  page,
}) => {
  const desktop = await openDesktop(page, suite, 'as=agent&worker=alice');
  await desktop.setActivity('Available');
  await suite.control.createTask({ channel: 'chat', queue: 'VIP / EMEA', from: 'Vera' });
  await openConversation(page).accept();
  const responses = await openCannedPanel(page);
  // The second is what 1280×720 has room for at 200 %.
  for (const [width, height, least] of [
    [1280, 720, 3],
    [640, 360, 1.5],
  ] as const) {
    await page.setViewportSize({ width, height });
    await openCannedPanel(page);
    await expect(responses.rows.first()).toBeVisible();
    expect.soft(await rowsInSight(responses.rows), `responses at ${width}×${height}`).toBeGreaterThanOrEqual(least);
    await responses.rows.first().focus();
    await page.keyboard.press('End');
    await expect(responses.rows.last()).toBeInViewport({ ratio: 0.9 });
    await page.keyboard.press('Home');
    await isReached(page, responses.scroller, await lastOf(responses));
    // The least that WCAG 2.2 (2.5.8) asks of a target.
    const handle = await responses.handle(responses.rows.first()).boundingBox();
    expect(Math.min(handle?.width ?? 0, handle?.height ?? 0)).toBeGreaterThanOrEqual(24);
    await responses.open(responses.rows.first());
    await expect(responses.insertButton).toBeInViewport({ ratio: 1 });
    await page.getByTestId('canned-preview-close').click();

    const calls = await openRecentCalls(page);
    await expect(calls.rows.first()).toBeVisible();
    expect.soft(await rowsInSight(calls.rows), `calls at ${width}×${height}`).toBeGreaterThanOrEqual(least);
    await calls.rows.first().focus();
    await page.keyboard.press('End');
    await expect(calls.rowsOf('+15005561029')).toBeInViewport({ ratio: 0.9 });
    await page.keyboard.press('Home');
    await isReached(page, calls.root.getByTestId('recent-calls-scroller'), calls.root.getByTestId('older-calls'));
    await calls.rows.last().click();
    await expect(calls.details.getByRole('heading').first()).toBeInViewport();
    await isReached(page, calls.details, calls.details.getByTestId('other-calls'));
    await page.keyboard.press('Escape');
  }
});

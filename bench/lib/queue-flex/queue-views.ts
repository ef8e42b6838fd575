import type { Browser, CDPSession, Page } from '@playwright/test';
import { openDesktop } from '../../../e2e/pages/flex-desktop';
import { queueBoardOn } from '../../../e2e/pages/queue-board';
import type { Suite } from '../../../e2e/support/suite';
import type { Cells } from './page-watch';

/** What a supervisor looks at. */
export interface QueueView {
  readonly name: string;
  /** Opens it in a desktop that shows something else; ends when its figures are there. */
  readonly open: (page: Page) => Promise<void>;
  /** Adds the counts of {@link Cells}. */
  readonly showCounts?: (page: Page) => Promise<void>;
  readonly cells?: Cells;
  /** A row of its table. */
  readonly row?: string;
}

const link = (page: Page, name: string) => page.locator('.Twilio-SideNav').getByRole('link', { name });

const BOARD_ROW = '[data-testid="queue-row"]';
const NATIVE_ROW = '[data-testid="queues-data-table"] tr[id^="WQ"]';

/** Flex with neither view: what it does anyway, and what our plugins do on every page. */
export const FLEX_ALONE: QueueView = { name: 'Flex alone', open: () => Promise.resolve() };

/** The plugin's board. */
export const OUR_BOARD: QueueView = {
  name: 'our board',
  row: BOARD_ROW,
  open: async (page) => {
    await link(page, 'Queue dashboard').click();
    await page.locator('[data-testid="queue-board"][data-state="ready"]').waitFor({ timeout: 60_000 });
    await page.waitForFunction(isBoardComplete, undefined, { polling: 50, timeout: 120_000 });
  },
  showCounts: async (page) => {
    await queueBoardOn(page).showAlso('Today', ['Offered', 'Answered']);
    // By name, as the other view: the rows that get more events are on the screen.
    await page.getByTestId('queue-board').getByRole('columnheader').first().getByRole('button').click();
  },
  cells: {
    row: BOARD_ROW,
    sid: 'data-queue-sid',
    cells: { offered: '[data-cell="offeredToday"]', answered: '[data-cell="answeredToday"]' },
  },
};

/** Runs in the page: whether rows are there and none is still being read. */
function isBoardComplete(): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-testid="queue-row"]')];
  return rows.length > 3 && !rows.some(({ innerText }) => innerText.includes('Loading'));
}

/** Flex's own Queue Stats with the 20 queues that it shows unless told otherwise. */
export const NATIVE_TWENTY: QueueView = {
  name: 'native, 20 queues',
  row: NATIVE_ROW,
  open: async (page) => {
    await link(page, 'Queues Stats').click();
    await page.locator(`${NATIVE_ROW} td[data-column-name="Waiting-Tasks"]`).first().waitFor({ timeout: 120_000 });
  },
  showCounts: async (page) => {
    await openNativeFilter(page);
    await page.getByText('Metrics', { exact: true }).click();
    await page.getByTestId('metricstab-wrapper').getByText('Select all').click();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.locator(`${NATIVE_ROW} td[data-column-name="Number of tasks (Today)"]`).first().waitFor();
  },
  cells: {
    row: NATIVE_ROW,
    sid: 'id',
    cells: {
      offered: 'td[data-column-name="Number of tasks (Today)"] li',
      answered: 'td[data-column-name="Handled-Tasks-Today"] li',
    },
  },
};

/** The filter may be open from the beginning. */
async function openNativeFilter(page: Page): Promise<void> {
  const metrics = page.getByText('Metrics', { exact: true });
  if (!(await metrics.isVisible())) await page.getByRole('button', { name: 'Edit view' }).click();
}

/** The same with all queues chosen, as our board shows them. */
export const nativeAll = (queues: number): QueueView => ({
  ...NATIVE_TWENTY,
  name: `native, all ${String(queues)} queues`,
  open: async (page) => {
    await NATIVE_TWENTY.open(page);
    await openNativeFilter(page);
    await page.getByText('Select all').first().click();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.waitForFunction(
      ({ row, count }) => document.querySelectorAll(row).length >= count,
      { row: NATIVE_ROW, count: queues },
      { polling: 250, timeout: 60_000 },
    );
  },
});

/** A desktop in a browser of its own storage. @param as whose; a supervisor's by default */
export async function withDesktop<T>(
  browser: Browser,
  suite: Suite,
  work: (page: Page, cdp: CDPSession) => Promise<T>,
  as: 'supervisor' | 'admin' = 'supervisor',
): Promise<T> {
  const context = await browser.newContext({
    ...{ viewport: { width: 1280, height: 720 }, locale: 'en-US', permissions: ['notifications'] },
  });
  try {
    const page = await context.newPage();
    await openDesktop(page, suite, `as=${as}`);
    const cdp = await context.newCDPSession(page);
    await cdp.send('Performance.enable');
    return await work(page, cdp);
  } finally {
    await context.close();
  }
}

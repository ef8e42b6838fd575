import type { Browser, CDPSession, Page } from '@playwright/test';
import { openSyncExplorer } from '../e2e/pages/sync-explorer';
import { startSuite, type Suite } from '../e2e/support/suite';
import { launchBrowser, liveHeapMiB, prepareBrowser } from './lib/browser';
import type { Figure, FigureResult, Measurement } from './lib/figure';
import { quantile } from './lib/quantile';
import { contactCentre, letCome } from './lib/queue-flex/contact-centre';
import { spentIn, type Spent } from './lib/queue-flex/page-watch';
import { withDesktop } from './lib/queue-flex/queue-views';
import { scrollFrames } from './lib/queue-flex/scroll-frames';
import { backendCounts, settled, steadied } from './lib/queue-flex/stream';
import { AT_ONCE, openSync } from './lib/sync-writes';

const [FEW, MANY] = [100, 10_000];
const FRAMES = 200;
/** Of so many queues, at so many callbacks a second: some 500 writes to Sync. */
const [QUEUES, AGENTS, CALLBACKS_PER_SECOND] = [400, 400, 600];
const SECONDS = 15;
const LINE = '[data-testid="explorer-tree"] [role="treeitem"]';

/** The tree of one service. */
interface Tree {
  readonly documents: number;
  /** From the click on the link to the first object. */
  readonly firstMs: number;
  /** With all of them read. */
  readonly heapMiB: number;
  readonly readMs: number;
  readonly frames: readonly number[];
}

/** The page beside a stream of writes. */
interface Followed {
  readonly name: string;
  readonly spent: Spent;
  readonly writesPerSecond: number;
}

/** What an administrator's browser does for the Sync explorer. */
export const figure: Figure = {
  title: 'the Sync explorer in the genuine Flex UI',
  async measure(note): Promise<FigureResult> {
    const { chromium } = prepareBrowser('suite');
    const browser = await launchBrowser(chromium);
    try {
      const [few, many] = await trees(browser, note);
      const [closed, open] = await timelines(browser, note);
      const against = `the tree of ${few.documents}`;
      return {
        setup: `Documents of 20 bytes, all read by scrolling; then ${SECONDS} s of ${CALLBACKS_PER_SECOND} callbacks a second, ${QUEUES} queues; 1280 × 720`,
        measurements: [...[few, many].flatMap(treeMeasurements), ...[closed, open].flatMap(followedMeasurements)],
        ratios: [
          { name: 'first object', ours: many.firstMs, theirs: few.firstMs, unit: 'ms', against },
          { name: 'heap, all read', ours: many.heapMiB, theirs: few.heapMiB, unit: 'MiB', against },
          {
            ...{ name: 'frame while scrolling, p99', unit: 'ms', against },
            ...{ ours: quantile(many.frames, 0.99), theirs: quantile(few.frames, 0.99) },
          },
          {
            ...{ name: 'main thread busy', unit: '%', against: 'the same page with the timeline closed' },
            ...{ ours: busyShare(open.spent), theirs: busyShare(closed.spent) },
          },
        ],
      };
    } finally {
      await browser.close();
    }
  },
};

async function trees(browser: Browser, note: (text: string) => void): Promise<readonly [Tree, Tree]> {
  const suite = await startSuite();
  try {
    await makeDocuments(suite, 0, FEW);
    const few = await withDesktop(browser, suite, treeOf(FEW), 'admin');
    note(`${MANY} Documents are made`);
    await makeDocuments(suite, FEW, MANY);
    const many = await withDesktop(browser, suite, treeOf(MANY), 'admin');
    return [few, many];
  } finally {
    await suite.close();
  }
}

async function makeDocuments({ health }: Suite, from: number, to: number): Promise<void> {
  const sync = openSync(health);
  const numbers = Array.from({ length: to - from }, (_each, index) => from + index);
  const makeAll = async (): Promise<void> => {
    for (let n = numbers.pop(); n !== undefined; n = numbers.pop()) {
      const { status } = await sync.post('/Documents', { UniqueName: `many.${String(n)}`, Data: '{"text":"made"}' });
      if (status !== 201) throw new Error(`Sync answered ${String(status)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, makeAll));
  sync.close();
}

const treeOf =
  (documents: number) =>
  async (page: Page, cdp: CDPSession): Promise<Tree> => {
    const beganAt = performance.now();
    await openSyncExplorer(page);
    const named = page.locator(LINE).filter({ hasText: 'many.' });
    await named.first().waitFor();
    const firstMs = performance.now() - beganAt;
    const readAt = performance.now();
    await page.evaluate(readAll, LINE);
    const readMs = performance.now() - readAt;
    const heapMiB = await liveHeapMiB(cdp);
    await page.locator('[data-testid="explorer-tree"]').evaluate((tree) => {
      tree.scrollTop = 0;
    });
    return { documents, firstMs, heapMiB, readMs, frames: await scrollFrames(page, LINE, FRAMES) };
  };

/** Runs in the page: scrolls to the end of the Documents until no line there offers more. */
async function readAll(line: string): Promise<void> {
  const tree = document.querySelector(line)?.parentElement;
  if (tree === undefined || tree === null) throw new Error('There is no tree');
  for (let calm = 0; calm < 60;) {
    tree.scrollTop = tree.scrollHeight;
    await new Promise((resolve) => setTimeout(resolve, 50));
    const isMore = [...tree.querySelectorAll('em')].some(({ textContent }) => /More|Reading/u.test(textContent));
    calm = isMore ? 0 : calm + 1;
  }
}

async function timelines(browser: Browser, note: (text: string) => void): Promise<readonly [Followed, Followed]> {
  const suite = await startSuite();
  try {
    note(`${QUEUES} queues come to Sync`);
    await suite.control.simulate(contactCentre(QUEUES, AGENTS));
    await settled(suite, QUEUES);
    return await withDesktop(
      browser,
      suite,
      async (page, cdp) => {
        await openSyncExplorer(page);
        await letCome(suite.control, CALLBACKS_PER_SECOND);
        await steadied(suite, CALLBACKS_PER_SECOND);
        const closed = await followed('timeline closed', suite, page, cdp);
        await page.getByTestId('explorer-timeline-toggle').click();
        await page.getByTestId('explorer-timeline-rows').waitFor();
        // The first answer is of all that is kept.
        await page.waitForTimeout(3_000);
        return [closed, await followed('timeline open', suite, page, cdp)] as const;
      },
      'admin',
    );
  } finally {
    await suite.close();
  }
}

async function followed(name: string, suite: Suite, page: Page, cdp: CDPSession): Promise<Followed> {
  const before = await backendCounts(suite);
  const spent = await spentIn(page, cdp, SECONDS);
  const { syncWrites } = await backendCounts(suite);
  return { name, spent, writesPerSecond: (syncWrites - before.syncWrites) / spent.seconds };
}

const busyShare = ({ thread, seconds }: Spent): number => (thread.task / seconds) * 100;

function treeMeasurements({ documents, firstMs, readMs, heapMiB, frames }: Tree): readonly Measurement[] {
  const of = (name: string, value: number, unit: string): Measurement => ({
    name: `${documents} Documents: ${name}`,
    value,
    unit,
  });
  return [
    of('first object', firstMs, 'ms'),
    of('all read by scrolling', readMs, 'ms'),
    of('heap, all read', heapMiB, 'MiB'),
    of('frame while scrolling, p50', quantile(frames, 0.5), 'ms'),
    of('frame while scrolling, p99', quantile(frames, 0.99), 'ms'),
  ];
}

function followedMeasurements({ name, spent, writesPerSecond }: Followed): readonly Measurement[] {
  return [
    { name: `${name}: writes to Sync`, value: writesPerSecond, unit: '/s' },
    { name: `${name}: main thread busy`, value: busyShare(spent), unit: '%' },
    { name: `${name}: longest task`, value: Math.max(0, ...spent.longTasks), unit: 'ms' },
    { name: `${name}: frame, p99`, value: quantile(spent.frames, 0.99), unit: 'ms' },
  ];
}

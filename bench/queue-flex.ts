import type { Browser } from '@playwright/test';
import { startSuite, type Suite } from '../e2e/support/suite';
import { launchBrowser, liveHeapMiB, prepareBrowser } from './lib/browser';
import type { Figure, FigureResult, Measurement, Ratio } from './lib/figure';
import { quantile } from './lib/quantile';
import { contactCentre, letCome } from './lib/queue-flex/contact-centre';
import { shownCells, spentIn, watchCells, type Spent } from './lib/queue-flex/page-watch';
import {
  FLEX_ALONE,
  NATIVE_TWENTY,
  nativeAll,
  OUR_BOARD,
  withDesktop,
  type QueueView,
} from './lib/queue-flex/queue-views';
import { delaysOf, type Delays } from './lib/queue-flex/shown-cells';
import { backendCounts, settled, steadied } from './lib/queue-flex/stream';

const [QUEUES, AGENTS] = [500, 400];
const SECONDS = 10;
/** Events a second while the main thread is watched, and while events are followed to the screen. */
const [WATCHED_RATE, FOLLOWED_RATE] = [200, 500];
/** After which an event that no cell shows counts as not shown. */
const PATIENCE_MS = 3_000;

/** One view under both streams. */
interface Looked {
  readonly view: QueueView;
  readonly spent: Spent;
  readonly heapMiB: number;
  readonly perSecond: number;
  /** Null where no queue is shown. */
  readonly followed: (Delays & { readonly perSecond: number }) | null;
}

/** The same simulated contact centre, seen through one view after the other. */
export const figure: Figure = {
  title: `${QUEUES} queues in the genuine Flex UI, beside Flex's own Queue Stats`,
  async measure(note, options): Promise<FigureResult> {
    const { chromium } = prepareBrowser('suite');
    const suite = await startSuite();
    const browser = await launchBrowser(chromium);
    try {
      note(`${QUEUES} queues come to Sync`);
      await suite.control.simulate(contactCentre(QUEUES, AGENTS));
      await settled(suite, QUEUES);
      const views = [
        FLEX_ALONE,
        OUR_BOARD,
        ...(options.includes('--all-only') ? [] : [NATIVE_TWENTY]),
        ...(options.includes('--twenty-only') ? [] : [nativeAll(QUEUES)]),
      ];
      const looked: Looked[] = [];
      for (const view of views) {
        note(view.name);
        const one = await lookAt(suite, browser, view);
        looked.push(one);
        note(
          measurementsOf(one)
            .map(({ name, value, unit }) => `${name} ${value.toFixed(1)} ${unit}`)
            .join('; '),
        );
      }
      const [alone, ours, ...others] = looked;
      if (alone === undefined || ours === undefined) throw new Error('Nothing was looked at');
      return {
        setup: `${SECONDS} s of about ${WATCHED_RATE} callbacks a second, then ${SECONDS} s of about ${FOLLOWED_RATE}, of one simulated contact centre; 1280 × 720; limits of Sync on`,
        measurements: looked.flatMap(measurementsOf),
        ratios: others.flatMap((theirs) => ratiosOf(alone, ours, theirs)),
      };
    } finally {
      await browser.close();
      await suite.close();
    }
  },
};

const lookAt = (suite: Suite, browser: Browser, view: QueueView): Promise<Looked> =>
  withDesktop(browser, suite, async (page, cdp) => {
    await letCome(suite.control, WATCHED_RATE);
    await view.open(page);
    // Figures of the first seconds are about opening it.
    await page.waitForTimeout(3_000);
    await steadied(suite, WATCHED_RATE);
    const before = await backendCounts(suite);
    const spent = await spentIn(page, cdp, SECONDS);
    const perSecond = ((await backendCounts(suite)).events - before.events) / spent.seconds;
    const heapMiB = await liveHeapMiB(cdp);
    if (view.cells === undefined || view.showCounts === undefined) {
      return { view, spent, heapMiB, perSecond, followed: null };
    }
    await view.showCounts(page);
    await letCome(suite.control, FOLLOWED_RATE);
    await watchCells(page, view.cells);
    await steadied(suite, FOLLOWED_RATE);
    const [from, counted] = [Date.now(), await backendCounts(suite)];
    await page.waitForTimeout(SECONDS * 1_000);
    const [to, events] = [Date.now(), (await backendCounts(suite)).events - counted.events];
    await page.waitForTimeout(PATIENCE_MS);
    const delays = delaysOf(await suite.control.truth(), await shownCells(page), { from, to });
    return { view, spent, heapMiB, perSecond, followed: { ...delays, perSecond: (events * 1_000) / (to - from) } };
  });

const busyShare = ({ thread, seconds }: Spent): number => (thread.task / seconds) * 100;

function measurementsOf({ view, spent, heapMiB, perSecond, followed }: Looked): readonly Measurement[] {
  const { thread, seconds, frames, longTasks } = spent;
  const of = (name: string, value: number, unit: string): Measurement => ({
    name: `${view.name}: ${name}`,
    value,
    unit,
  });
  return [
    of('callbacks a second', perSecond, '/s'),
    of('main thread busy', busyShare(spent), '%'),
    of('  of it in scripts', (thread.script / seconds) * 100, '%'),
    of('long tasks', (longTasks.reduce((sum, ms) => sum + ms, 0) / seconds / 1_000) * 100, '%'),
    of('longest task', Math.max(0, ...longTasks), 'ms'),
    of('frame, p50', quantile(frames, 0.5), 'ms'),
    of('frame, p99', quantile(frames, 0.99), 'ms'),
    of('heap after a collection', heapMiB, 'MiB'),
    ...(followed === null || followed.delaysMs.length === 0
      ? []
      : [
          of('event to pixel, p50', quantile(followed.delaysMs, 0.5), 'ms'),
          of('event to pixel, p99', quantile(followed.delaysMs, 0.99), 'ms'),
          of('  events followed', followed.delaysMs.length, 'events'),
          of('  of them not shown within 3 s', followed.unseen, 'events'),
          of('  callbacks a second', followed.perSecond, '/s'),
        ]),
  ];
}

/** What a view adds to Flex is what is compared. */
function ratiosOf(alone: Looked, ours: Looked, theirs: Looked): readonly Ratio[] {
  const against = theirs.view.name;
  const more = ({ spent }: Looked): number => Math.max(0.1, busyShare(spent) - busyShare(alone.spent));
  const to = (looked: Looked, share: number): number =>
    looked.followed === null || looked.followed.delaysMs.length === 0 ? NaN : quantile(looked.followed.delaysMs, share);
  const frame = ({ spent }: Looked): number => quantile(spent.frames, 0.99);
  const all: readonly Ratio[] = [
    { name: 'main thread beyond Flex alone', ours: more(ours), theirs: more(theirs), unit: '%', against },
    { name: 'frame, p99', ours: frame(ours), theirs: frame(theirs), unit: 'ms', against },
    { name: 'event to pixel, p50', ours: to(ours, 0.5), theirs: to(theirs, 0.5), unit: 'ms', against },
    { name: 'event to pixel, p99', ours: to(ours, 0.99), theirs: to(theirs, 0.99), unit: 'ms', against },
  ];
  // Counts of a view may not change in so short a time.
  return all.filter((ratio) => Number.isFinite(ratio.ours) && Number.isFinite(ratio.theirs));
}

import type { Browser } from '@playwright/test';
import { startSuite, type Suite } from '../e2e/support/suite';
import { launchBrowser, liveHeapMiB, prepareBrowser } from './lib/browser';
import type { Figure, FigureResult, Measurement } from './lib/figure';
import { quantile } from './lib/quantile';
import { contactCentre, letCome } from './lib/queue-flex/contact-centre';
import { scrollFrames } from './lib/queue-flex/scroll-frames';
import {
  FLEX_ALONE,
  NATIVE_TWENTY,
  nativeAll,
  OUR_BOARD,
  withDesktop,
  type QueueView,
} from './lib/queue-flex/queue-views';
import { settled } from './lib/queue-flex/stream';

const [FEW, MANY, AGENTS] = [500, 5_000, 300];
const EVENTS_PER_SECOND = 20;
const FRAMES = 300;
/** Longer than any board takes that comes at all. */
const GIVEN_UP_AFTER_MS = 180_000;

/** What a view made of so many queues. */
interface Opened {
  readonly name: string;
  /** From the click on its link to its figures; null where they never came. */
  readonly completeMs: number | null;
  /** Null where it could not be asked for: the page was busy. */
  readonly heapMiB: number | null;
  readonly frames: readonly number[];
}

/** A board of more queues than Sync lets a page follow. Writing their index takes Sync six minutes before. */
export const figure: Figure = {
  title: `${MANY} queues in the genuine Flex UI`,
  async measure(note): Promise<FigureResult> {
    const { chromium } = prepareBrowser('suite');
    const browser = await launchBrowser(chromium);
    try {
      const many = await opened(browser, MANY, [FLEX_ALONE, OUR_BOARD, NATIVE_TWENTY, nativeAll(MANY)], note);
      const few = await opened(browser, FEW, [OUR_BOARD], note);
      const [ours, before] = [many.find(({ name }) => name.includes(OUR_BOARD.name)), few[0]];
      if (ours === undefined || before === undefined) throw new Error('Nothing was opened');
      const against = `the same board with ${FEW} queues, all of them followed`;
      return {
        setup: `${EVENTS_PER_SECOND} callbacks a second; 1280 × 720; ${FRAMES} frames of scrolling, 150 px each`,
        measurements: [...few, ...many].flatMap(measurementsOf),
        ratios: [
          {
            name: 'complete board',
            ours: ours.completeMs ?? NaN,
            theirs: before.completeMs ?? NaN,
            unit: 'ms',
            against,
          },
          { name: 'heap', ours: ours.heapMiB ?? NaN, theirs: before.heapMiB ?? NaN, unit: 'MiB', against },
          {
            ...{ name: 'frame while scrolling, p99', unit: 'ms', against },
            ...{ ours: quantile(ours.frames, 0.99), theirs: quantile(before.frames, 0.99) },
          },
        ],
      };
    } finally {
      await browser.close();
    }
  },
};

async function opened(
  browser: Browser,
  queues: number,
  views: readonly QueueView[],
  note: (text: string) => void,
): Promise<readonly Opened[]> {
  const suite = await startSuite();
  try {
    note(`${queues} queues come to Sync`);
    await suite.control.simulate(contactCentre(queues, AGENTS));
    await settled(suite, queues);
    await letCome(suite.control, EVENTS_PER_SECOND);
    const all: Opened[] = [];
    for (const view of views) {
      note(`${queues} queues, ${view.name}`);
      const one = { ...(await openedIn(browser, suite, view)), name: `${queues} queues, ${view.name}` };
      all.push(one);
      note(
        measurementsOf(one)
          .map(({ name, value, unit }) => `${name} ${value.toFixed(0)} ${unit}`)
          .join('; '),
      );
    }
    return all;
  } finally {
    await suite.close();
  }
}

const openedIn = (browser: Browser, suite: Suite, view: QueueView): Promise<Omit<Opened, 'name'>> =>
  withDesktop(browser, suite, async (page, cdp) => {
    const beganAt = performance.now();
    const completeMs = await Promise.race([view.open(page), givenUp()]).then(
      () => performance.now() - beganAt,
      // What does not come in its time is a finding, not a failure of the bench.
      () => null,
    );
    if (completeMs === null) return { completeMs, heapMiB: null, frames: [] };
    await page.waitForTimeout(3_000);
    const heapMiB = await liveHeapMiB(cdp);
    const frames = view.row === undefined ? [] : await scrollFrames(page, view.row, FRAMES);
    return { completeMs, heapMiB, frames };
  });

/** With thousands of queues Flex's own view keeps its page busy for minutes, in which nothing can be asked of it. */
const givenUp = (): Promise<never> =>
  new Promise((_resolve, reject) => {
    setTimeout(reject, GIVEN_UP_AFTER_MS).unref();
  });

function measurementsOf({ name, completeMs, heapMiB, frames }: Opened): readonly Measurement[] {
  const isView = frames.length > 0;
  return [
    ...(isView || completeMs === null ? [{ name: `${name}: complete`, value: completeMs ?? NaN, unit: 'ms' }] : []),
    ...(heapMiB === null ? [] : [{ name: `${name}: heap after a collection`, value: heapMiB, unit: 'MiB' }]),
    ...(isView
      ? [
          { name: `${name}: frame while scrolling, p50`, value: quantile(frames, 0.5), unit: 'ms' },
          { name: `${name}: frame while scrolling, p99`, value: quantile(frames, 0.99), unit: 'ms' },
        ]
      : []),
  ];
}

import type { Browser } from '@playwright/test';
import { bundlePage, launchBrowser, mainThread, prepareBrowser, type MainThread } from './lib/browser';
import type { Figure, FigureResult } from './lib/figure';
import { quantile } from './lib/quantile';
import type { BoardDriver } from './pages/queue-board';

const QUEUES = 500;
const UPDATES_PER_SECOND = 20;
const SECONDS = 15;

/** What the page's main thread did while the board was updated, and while it was left alone. */
interface Load {
  readonly updates: number;
  readonly busy: MainThread;
  readonly idle: MainThread;
  readonly rows: number;
  /** Time between two frames, in ms. */
  readonly frames: readonly number[];
}

export const figure: Figure = {
  title: `The queue board with ${QUEUES} queues at ${UPDATES_PER_SECOND} updates a second, in Chromium`,
  async measure(note): Promise<FigureResult> {
    const { chromium } = prepareBrowser('chromium');
    const script = await bundlePage('queue-board.tsx');
    const browser = await launchBrowser(chromium);
    try {
      note(`the plugin's board, ${SECONDS * 2} s`);
      const ours = await loadOf(browser, script, 'ours');
      note(`the naive board, ${SECONDS * 2} s`);
      const theirs = await loadOf(browser, script, 'naive');
      const perUpdate = ({ busy, idle, updates }: Load, part: keyof MainThread): number =>
        (Math.max(0, busy[part] - idle[part]) * 1_000) / updates;
      return {
        setup: `${SECONDS} s of updates, less ${SECONDS} s without any; the wire is in memory, store and board are genuine`,
        measurements: [
          { name: 'main thread an update', value: perUpdate(ours, 'task'), unit: 'ms' },
          { name: '  of it in scripts', value: perUpdate(ours, 'script'), unit: 'ms' },
          { name: '  of it in style and layout', value: perUpdate(ours, 'layout'), unit: 'ms' },
          { name: 'main thread busy, ticking clocks included', value: (ours.busy.task / SECONDS) * 100, unit: '%' },
          { name: 'frame, p50', value: quantile(ours.frames, 0.5), unit: 'ms' },
          { name: 'frame, p99', value: quantile(ours.frames, 0.99), unit: 'ms' },
          { name: 'rows rendered an update', value: ours.rows / ours.updates, unit: 'rows' },
        ],
        ratios: [
          {
            name: 'main thread an update',
            ours: perUpdate(ours, 'task'),
            theirs: perUpdate(theirs, 'task'),
            unit: 'ms',
            against: 'plain cells, every row rendered at each event',
          },
          {
            name: 'frame, p99',
            ours: quantile(ours.frames, 0.99),
            theirs: quantile(theirs.frames, 0.99),
            unit: 'ms',
            against: 'the same',
          },
          {
            name: 'rows rendered an update',
            ours: ours.rows / ours.updates,
            theirs: theirs.rows / theirs.updates,
            unit: 'rows',
            against: 'the same',
          },
        ],
      };
    } finally {
      await browser.close();
    }
  },
};

async function loadOf(browser: Browser, script: string, kind: 'ours' | 'naive'): Promise<Load> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('pageerror', (error) => process.stderr.write(`  the page failed: ${error.message}\n`));
  await page.goto(`data:text/html,<!doctype html><div id="root"></div>#kind=${kind}&count=${QUEUES}`);
  await page.addScriptTag({ content: script });
  await page.waitForFunction(() => (window as unknown as { benchBoard?: BoardDriver }).benchBoard?.isReady() === true);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  // The board opens its Documents and settles.
  await page.waitForTimeout(5_000);

  const spend = async (updatesPerSecond: number): Promise<Omit<Load, 'idle' | 'busy'> & { spent: MainThread }> => {
    const before = await mainThread(cdp);
    const done = await page.evaluate(driveBoard, { updatesPerSecond, seconds: SECONDS });
    const after = await mainThread(cdp);
    const spent = {
      task: after.task - before.task,
      script: after.script - before.script,
      layout: after.layout - before.layout,
    };
    return { ...done, spent };
  };
  const idle = await spend(0);
  const busy = await spend(UPDATES_PER_SECOND);
  await page.close();
  return { updates: busy.updates, rows: busy.rows, frames: busy.frames, busy: busy.spent, idle: idle.spent };
}

/** Runs in the page. */
async function driveBoard({
  updatesPerSecond,
  seconds,
}: {
  readonly updatesPerSecond: number;
  readonly seconds: number;
}): Promise<{ readonly updates: number; readonly rows: number; readonly frames: readonly number[] }> {
  const { benchBoard } = window as unknown as { benchBoard: BoardDriver };
  benchBoard.takeRenders();
  let updates = 0;
  const timer =
    updatesPerSecond === 0
      ? undefined
      : setInterval(() => {
          benchBoard.update();
          updates += 1;
        }, 1_000 / updatesPerSecond);
  const frames: number[] = [];
  const until = performance.now() + seconds * 1_000;
  await new Promise<void>((resolve) => {
    let last = performance.now();
    const frame = (): void => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      if (now < until) requestAnimationFrame(frame);
      else resolve();
    };
    requestAnimationFrame(frame);
  });
  clearInterval(timer);
  return { updates, rows: benchBoard.takeRenders(), frames };
}

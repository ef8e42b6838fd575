import type { Browser } from '@playwright/test';
import { bundlePage, launchBrowser, mainThread, prepareBrowser, spentSince, type MainThread } from './lib/browser';
import type { Figure, FigureResult, Measurement, Ratio } from './lib/figure';
import { quantile } from './lib/quantile';
import type { BoardDriver } from './pages/queue-board';

const QUEUES = 500;
const RATES = [20, 200, 500] as const;
const SECONDS = 10;
/** What a tick does at most; a page that cannot keep up gets fewer updates, not ever longer ticks. */
const MOST_A_TICK = 50;

/** What the page's main thread did while the board was updated, less what it did while it was left alone. */
interface Load {
  readonly updates: number;
  readonly busy: MainThread;
  readonly idle: MainThread;
  readonly rows: number;
  /** Time between two frames, in ms. */
  readonly frames: readonly number[];
}

export const figure: Figure = {
  title: `The queue board with ${QUEUES} queues at ${RATES.join(', ')} updates a second, in Chromium`,
  async measure(note): Promise<FigureResult> {
    const { chromium } = prepareBrowser('chromium');
    const script = await bundlePage('queue-board.tsx');
    const browser = await launchBrowser(chromium);
    try {
      note(`the plugin's board, ${SECONDS * (RATES.length + 1)} s`);
      const ours = await loadsOf(browser, script, 'ours');
      note(`the naive board, ${SECONDS * (RATES.length + 1)} s`);
      const theirs = await loadsOf(browser, script, 'naive');
      return {
        setup: `${SECONDS} s of each rate, less ${SECONDS} s without any; the wire is in memory, store and board are genuine`,
        measurements: RATES.flatMap((rate, index) => measurementsOf(rate, ours[index])),
        ratios: RATES.flatMap((rate, index) => ratiosOf(rate, ours[index], theirs[index])),
      };
    } finally {
      await browser.close();
    }
  },
};

const perUpdate = ({ busy, idle, updates }: Load, part: keyof MainThread): number =>
  (Math.max(0, busy[part] - idle[part]) * 1_000) / updates;

/** Of the updates that were asked for, in percent. */
const shown = ({ updates }: Load, rate: number): number => (updates / (rate * SECONDS)) * 100;

function measurementsOf(rate: number, load: Load | undefined): readonly Measurement[] {
  if (load === undefined) return [];
  const at = `${rate}/s:`;
  return [
    { name: `${at} main thread an update`, value: perUpdate(load, 'task'), unit: 'ms' },
    { name: `${at}   of it in scripts`, value: perUpdate(load, 'script'), unit: 'ms' },
    { name: `${at}   of it in style and layout`, value: perUpdate(load, 'layout'), unit: 'ms' },
    { name: `${at} main thread busy, ticking clocks included`, value: (load.busy.task / SECONDS) * 100, unit: '%' },
    { name: `${at} updates that the page took`, value: shown(load, rate), unit: '%' },
    { name: `${at} frame, p50`, value: quantile(load.frames, 0.5), unit: 'ms' },
    { name: `${at} frame, p99`, value: quantile(load.frames, 0.99), unit: 'ms' },
  ];
}

function ratiosOf(rate: number, ours: Load | undefined, theirs: Load | undefined): readonly Ratio[] {
  if (ours === undefined || theirs === undefined) return [];
  const took = `plain cells, every row rendered at each event; it took ${shown(theirs, rate).toFixed(0)} % of the updates`;
  const ratio = (name: string, unit: string, of: (load: Load) => number): Ratio => {
    return { name: `${rate}/s: ${name}`, ours: of(ours), theirs: of(theirs), unit, against: took };
  };
  return [
    ratio('main thread an update', 'ms', (load) => perUpdate(load, 'task')),
    ratio('main thread busy', '%', ({ busy }) => (busy.task / SECONDS) * 100),
    ratio('frame, p99', 'ms', ({ frames }) => quantile(frames, 0.99)),
    ratio('rows rendered an update', 'rows', ({ rows, updates }) => rows / updates),
  ];
}

/** One for each rate. */
async function loadsOf(browser: Browser, script: string, kind: 'ours' | 'naive'): Promise<readonly Load[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('pageerror', (error) => process.stderr.write(`  the page failed: ${error.message}\n`));
  await page.goto(`data:text/html,<!doctype html><div id="root"></div>#kind=${kind}&count=${QUEUES}`);
  await page.addScriptTag({ content: script });
  await page.waitForFunction(() => (window as unknown as { benchBoard?: BoardDriver }).benchBoard?.isReady() === true);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  // The board opens its Documents and settles.
  await page.waitForTimeout(5_000);

  const spend = async (updatesPerSecond: number) => {
    const before = await mainThread(cdp);
    const done = await page.evaluate(driveBoard, { updatesPerSecond, seconds: SECONDS, most: MOST_A_TICK });
    return { ...done, spent: spentSince(before, await mainThread(cdp)) };
  };
  const { spent: idle } = await spend(0);
  const loads: Load[] = [];
  for (const rate of RATES) {
    const { spent: busy, ...done } = await spend(rate);
    loads.push({ ...done, busy, idle });
  }
  await page.close();
  return loads;
}

/** Runs in the page. */
async function driveBoard({
  updatesPerSecond,
  seconds,
  most,
}: {
  readonly updatesPerSecond: number;
  readonly seconds: number;
  readonly most: number;
}): Promise<{ readonly updates: number; readonly rows: number; readonly frames: readonly number[] }> {
  const { benchBoard } = window as unknown as { benchBoard: BoardDriver };
  benchBoard.takeRenders();
  let updates = 0;
  let [due, dueAt] = [0, performance.now()];
  // A timer comes every 4 ms at most: it does what has become due.
  const timer = setInterval(() => {
    const now = performance.now();
    due = Math.min(most, due + ((now - dueAt) * updatesPerSecond) / 1_000);
    dueAt = now;
    for (; due >= 1; due -= 1) {
      benchBoard.update();
      updates += 1;
    }
  }, 4);
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

import type { CDPSession, Page } from '@playwright/test';
import { mainThread, spentSince, type MainThread } from '../browser';
import type { Counter, ShownCount } from './shown-cells';

/** What a page did in a while. */
export interface Spent {
  readonly seconds: number;
  readonly thread: MainThread;
  /** Time between two frames, in ms. */
  readonly frames: readonly number[];
  /** Of 50 ms or more, each in ms. */
  readonly longTasks: readonly number[];
}

/** Looks on for so long. */
export async function spentIn(page: Page, cdp: CDPSession, seconds: number): Promise<Spent> {
  const [before, beganAt] = [await mainThread(cdp), performance.now()];
  const seen = await page.evaluate(watchFrames, seconds * 1_000);
  const lasted = (performance.now() - beganAt) / 1_000;
  return { seconds: lasted, thread: spentSince(before, await mainThread(cdp)), ...seen };
}

/** Runs in the page. */
async function watchFrames(forMs: number): Promise<Pick<Spent, 'frames' | 'longTasks'>> {
  const [frames, longTasks]: [number[], number[]] = [[], []];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  });
  observer.observe({ entryTypes: ['longtask'] });
  const until = performance.now() + forMs;
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
  observer.disconnect();
  return { frames, longTasks };
}

/** Where the cells are whose counts are watched. */
export interface Cells {
  readonly row: string;
  /** Attribute of the row that holds the queue's SID. */
  readonly sid: string;
  readonly cells: Readonly<Record<Counter, string>>;
}

/** Notes from now on which counts come to the screen, and when. */
export async function watchCells(page: Page, cells: Cells): Promise<void> {
  await page.evaluate(({ row, sid, cells: selectors }) => {
    const shown: ShownCount[] = [];
    const last = new Map<string, number>();
    Object.assign(window, { benchShown: shown });
    const read = (): ShownCount[] => {
      const fresh: ShownCount[] = [];
      for (const element of document.querySelectorAll(row)) {
        const queueSid = element.getAttribute(sid) ?? '';
        for (const [counter, selector] of Object.entries(selectors)) {
          const count = Number((element.querySelector(selector)?.textContent ?? '').replace(/\D/gu, ''));
          const key = `${counter} ${queueSid}`;
          if (last.get(key) === count) continue;
          last.set(key, count);
          fresh.push({ queueSid, counter: counter as Counter, count, at: 0 });
        }
      }
      return fresh;
    };
    const note = (): void => {
      const fresh = read();
      if (fresh.length === 0) return;
      requestAnimationFrame(() => {
        const painted = new MessageChannel();
        painted.port1.onmessage = () => {
          const at = Date.now();
          shown.push(...fresh.map((each) => ({ ...each, at })));
        };
        painted.port2.postMessage(null);
      });
    };
    note();
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
  }, cells);
}

/** What {@link watchCells} has noted. */
export const shownCells = (page: Page): Promise<readonly ShownCount[]> =>
  page.evaluate(() => (window as unknown as { benchShown: ShownCount[] }).benchShown);

import type { Page } from '@playwright/test';

/** How a library came to an agent's screen, in ms since the page was loaded, or since `restart`. */
export interface Opening {
  readonly firstRowMs: number;
  /** Until all responses were there and could be searched. */
  readonly completeMs: number;
  /** Of the tasks of the main thread between the first sign of a List and the end; 0 when none took 50 ms. */
  readonly longestTaskMs: number;
  /** How many of those took more than 50 ms. */
  readonly longTasks: number;
}

interface Watch {
  restart(): void;
  /** Null until `count` responses can be searched. */
  opening(count: number): Opening | null;
}

/** Runs in the page before everything else: notes when rows appear, and how long the main thread was busy at a time. */
export function watchOpening(): void {
  let startedAt = 0;
  let firstRowAt: number | null = null;
  let completeAt: number | null = null;
  let tasks: { readonly at: number; readonly ms: number }[] = [];
  const painted = (then: (at: number) => void): void => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        then(performance.now());
      };
      channel.port2.postMessage(null);
    });
  };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ at: startTime, ms: duration });
  }).observe({ entryTypes: ['longtask'] });
  let isWaiting = false;
  new MutationObserver(() => {
    if (firstRowAt !== null || isWaiting || document.querySelector('[data-testid="canned-row"]') === null) return;
    isWaiting = true;
    painted((at) => {
      firstRowAt = at;
      isWaiting = false;
    });
  }).observe(document, { subtree: true, childList: true });
  const watch: Watch = {
    restart() {
      startedAt = performance.now();
      firstRowAt = completeAt = null;
      tasks = [];
    },
    opening(count) {
      const note = document.querySelector('[data-testid="canned-count"]')?.parentElement?.textContent ?? '';
      // The note says no more than the number once everything is there.
      if (firstRowAt === null || !note.includes(count.toLocaleString('en-US')) || / .* /.test(note)) return null;
      completeAt ??= performance.now();
      const longs = tasks.filter(({ at }) => at >= startedAt && at <= (completeAt ?? 0)).map(({ ms }) => ms);
      return {
        firstRowMs: firstRowAt - startedAt,
        completeMs: completeAt - startedAt,
        longestTaskMs: Math.max(0, ...longs),
        longTasks: longs.length,
      };
    },
  };
  Object.assign(window, { benchOpening: watch });
}

/** Waits until `count` responses can be searched. */
export async function openingOf(page: Page, count: number): Promise<Opening> {
  const found = await page.waitForFunction(
    (wanted) => (window as unknown as { benchOpening?: Watch }).benchOpening?.opening(wanted) ?? null,
    count,
    { timeout: 180_000, polling: 'raf' },
  );
  const opening = await found.jsonValue();
  if (opening === null) throw new Error('The page lost its figures');
  return opening;
}

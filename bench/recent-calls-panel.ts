import type { Browser, BrowserContext, Page } from '@playwright/test';
import { startSuite, type Suite } from '../e2e/support/suite';
import { bundlePage, keystrokes, launchBrowser, liveHeapMiB, prepareBrowser } from './lib/browser';
import { sendCallHistory, waitForRows } from './lib/call-history';
import type { Figure, FigureResult, Measurement, Ratio } from './lib/figure';
import { median, quantile } from './lib/quantile';

const CALLS = 10_000;
const IN_SYNC = 200;
const OPENS = 5;
const FRAME_MS = 16;
const QUERIES = ['jordan cust', '2025551', 'claims', 'ines 99', '5552', 'sales'];
const SEARCH = '[data-testid="recent-calls-search"]';
const STORED_STATE = 'flex-sync-suite.recent-calls.expanded';

export const figure: Figure = {
  title: `The recent-calls panel of an agent with ${IN_SYNC} rows in Sync and ${CALLS} in the store, in the genuine Flex UI`,
  async measure(note): Promise<FigureResult> {
    const prepared = prepareBrowser('suite');
    const suite = await startSuite();
    const browser = await launchBrowser(prepared.chromium, { frameLimit: false });
    try {
      const workerSid = await workerOf(suite, 'alice');
      note(`sending the callbacks of ${CALLS} calls`);
      await sendCallHistory(suite, workerSid, CALLS);
      await waitForRows(suite, workerSid, IN_SYNC);
      const opening = await measureOpening(suite, browser, workerSid, note);
      const searching = await measureSearch(suite, browser, note);
      return {
        setup: `${OPENS} page loads; ${QUERIES.join('').length * 2} keystrokes a sample; frames are not held back for the screen`,
        measurements: [...opening.measurements, ...searching.measurements],
        ratios: searching.ratios,
      };
    } finally {
      await browser.close();
      await suite.close();
    }
  },
};

async function workerOf(suite: Suite, identity: string): Promise<string> {
  const worker = (await suite.control.truth()).workers.find((candidate) => candidate.identity === identity);
  if (worker === undefined) throw new Error(`There is no worker ${identity}`);
  return worker.sid;
}

/** A desktop whose panel is closed. */
async function signIn(
  suite: Suite,
  browser: Browser,
): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    permissions: ['notifications'],
  });
  const page = await context.newPage();
  await page.addInitScript(watchOpening);
  await page.goto(`${suite.pageUrl}/?as=agent&worker=alice`);
  await page.getByTestId('recent-calls-panel').waitFor({ timeout: 60_000 });
  return { context, page };
}

/** Loads the desktop again with the panel open from the start: nothing of Sync is there yet. */
async function loadOpen(suite: Suite, page: Page): Promise<number> {
  await page.evaluate((key) => {
    sessionStorage.setItem(key, 'true');
  }, STORED_STATE);
  await page.goto(`${suite.pageUrl}/agent-desktop`);
  return openingMs(page);
}

/** Notes, in the page, when the open panel and its first row appeared. */
function watchOpening(): void {
  const seen: { panelAt?: number; rowAt?: number } = {};
  Object.assign(window, { benchOpening: seen });
  const painted = (then: (at: number) => void): void => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        then(performance.now());
      };
      channel.port2.postMessage(null);
    });
  };
  new MutationObserver(() => {
    const panel = document.querySelector('[data-testid="recent-calls-panel"]:not([data-state="collapsed"])');
    if (panel === null) return;
    seen.panelAt ??= performance.now();
    if (seen.rowAt !== undefined || panel.querySelector('[data-testid="recent-call"]') === null) return;
    seen.rowAt = 0;
    painted((at) => {
      seen.rowAt = at;
    });
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state'] });
}

async function openingMs(page: Page): Promise<number> {
  const found = await page.waitForFunction(() => {
    const { panelAt, rowAt } = (window as unknown as { benchOpening: { panelAt?: number; rowAt?: number } })
      .benchOpening;
    return panelAt !== undefined && rowAt !== undefined && rowAt > 0 ? rowAt - panelAt : null;
  });
  return (await found.jsonValue()) ?? 0;
}

async function readsOf(suite: Suite, workerSid: string): Promise<number> {
  const usage = await suite.control.usage();
  return usage.find(({ uniqueName }) => uniqueName === `recent-calls.${workerSid}`)?.reads ?? 0;
}

async function measureOpening(
  suite: Suite,
  browser: Browser,
  workerSid: string,
  note: (text: string) => void,
): Promise<{ readonly measurements: readonly Measurement[] }> {
  const cold: number[] = [];
  const warm: number[] = [];
  const reads: number[] = [];
  const heap: number[] = [];
  for (let round = 0; round < OPENS; round += 1) {
    note(`opening the panel, ${round + 1} of ${OPENS}`);
    const { context, page } = await signIn(suite, browser);
    await page.getByTestId('recent-calls-compact').locator('li').first().waitFor({ timeout: 30_000 });
    const cdp = await context.newCDPSession(page);
    const heapBefore = await liveHeapMiB(cdp);
    await page.getByTestId('recent-calls-toggle').click();
    warm.push(await openingMs(page));
    heap.push((await liveHeapMiB(cdp)) - heapBefore);

    const readsBefore = await readsOf(suite, workerSid);
    cold.push(await loadOpen(suite, page));
    reads.push((await readsOf(suite, workerSid)) - readsBefore);
    await context.close();
  }
  return {
    measurements: [
      { name: 'panel shown to first row painted, at sign-in (token, socket, Map)', value: median(cold), unit: 'ms' },
      { name: 'panel opened to first row painted, Map already followed', value: median(warm), unit: 'ms' },
      { name: `Sync reads of the Map (${IN_SYNC} rows) at sign-in`, value: median(reads), unit: 'reads' },
      { name: 'memory that the open panel adds', value: median(heap), unit: 'MiB' },
    ],
  };
}

async function measureSearch(
  suite: Suite,
  browser: Browser,
  note: (text: string) => void,
): Promise<{ readonly measurements: readonly Measurement[]; readonly ratios: readonly Ratio[] }> {
  const { context, page } = await signIn(suite, browser);
  await loadOpen(suite, page);
  const cdp = await context.newCDPSession(page);
  note(`searching ${IN_SYNC} calls`);
  const few = await keystrokes(page, SEARCH, QUERIES);
  const heapFew = await liveHeapMiB(cdp);
  note('loading every older call');
  await loadAll(page);
  const heapAll = await liveHeapMiB(cdp);
  note(`searching ${CALLS} calls`);
  const all = await keystrokes(page, SEARCH, QUERIES);
  await context.close();

  const naive = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const script = await bundlePage('naive-calls.tsx');
  const searchNaively = async (count: number): Promise<readonly number[]> => {
    note(`the naive list, ${count} calls`);
    await naive.goto('about:blank');
    await naive.goto(`data:text/html,<!doctype html><div id="root"></div>#count=${count}`);
    await naive.addScriptTag({ content: script });
    // The naive way takes its time: fewer keys say as much.
    return keystrokes(naive, '#search', count > 1_000 ? QUERIES.slice(0, 2) : QUERIES);
  };
  const naiveFew = await searchNaively(IN_SYNC);
  const naiveAll = await searchNaively(CALLS);

  const times = (label: string, sample: readonly number[]): Measurement[] => [
    { name: `search keystroke, ${label}, p50`, value: quantile(sample, 0.5), unit: 'ms', target: FRAME_MS },
    { name: `search keystroke, ${label}, p99`, value: quantile(sample, 0.99), unit: 'ms', target: FRAME_MS },
  ];
  const ratio = (label: string, ours: readonly number[], theirs: readonly number[], share: number): Ratio => ({
    name: `search keystroke, ${label}, p${share * 100}`,
    ours: quantile(ours, share),
    theirs: quantile(theirs, share),
    unit: 'ms',
    against: 'a bare page that filters and renders every row at each key',
  });
  return {
    measurements: [
      ...times(`${IN_SYNC} calls`, few),
      ...times(`${CALLS} calls`, all),
      { name: `memory that ${CALLS - IN_SYNC} loaded older calls add`, value: heapAll - heapFew, unit: 'MiB' },
    ],
    ratios: [
      ratio(`${IN_SYNC} calls`, few, naiveFew, 0.5),
      ratio(`${CALLS} calls`, all, naiveAll, 0.5),
      ratio(`${CALLS} calls`, all, naiveAll, 0.99),
    ],
  };
}

/** Presses "Show older calls" until there are none. The backend answers 429 when it is asked too fast: then, again. */
async function loadAll(page: Page): Promise<void> {
  const footer = page.getByTestId('older-calls-footer');
  for (;;) {
    const state = await footer.getAttribute('data-state');
    if (state === 'complete') return;
    if (state === 'failed') await new Promise((resolve) => setTimeout(resolve, 1_000));
    await footer.getByTestId('older-calls').dispatchEvent('click');
    await page.waitForFunction(
      () => document.querySelector('[data-testid="older-calls-footer"]')?.getAttribute('data-state') !== 'loading',
    );
  }
}

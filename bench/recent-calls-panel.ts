import type { Browser, BrowserContext, Page } from '@playwright/test';
import { startSuite, type Suite } from '../e2e/support/suite';
import { bundlePage, launchBrowser, liveHeapMiB, prepareBrowser } from './lib/browser';
import { sendCallHistory, waitForRows } from './lib/call-history';
import type { Figure, FigureResult, Measurement, Ratio } from './lib/figure';
import { keystrokeTimes, traceKeystrokes, workRatios, type Keystroke } from './lib/keystroke-trace';
import { median } from './lib/quantile';
import type { NaiveList } from './pages/naive-calls';

const CALLS = 10_000;
const IN_SYNC = 200;
const OPENS = 5;
const QUERIES = ['jordan cust', '2025551', 'claims', 'ines 99', '5552', 'sales'];
const SEARCH = '[data-testid="recent-calls-search"]';
const STORED_STATE = 'flex-sync-suite.recent-calls.expanded';

export const figure: Figure = {
  title: `The recent-calls panel of an agent with ${IN_SYNC} rows in Sync and ${CALLS} in the store, in the genuine Flex UI`,
  async measure(note): Promise<FigureResult> {
    const prepared = prepareBrowser('suite');
    const suite = await startSuite();
    const browser = await launchBrowser(prepared.chromium, { frameLimit: false });
    // A search is told apart into its work and the wait for the next frame, so it has frames as a screen does.
    const screen = await launchBrowser(prepared.chromium);
    try {
      const workerSid = await workerOf(suite, 'alice');
      note(`sending the callbacks of ${CALLS} calls`);
      await sendCallHistory(suite, workerSid, CALLS);
      await waitForRows(suite, workerSid, IN_SYNC);
      const opening = await measureOpening(suite, browser, workerSid, note);
      const searching = await measureSearch(suite, screen, note);
      return {
        setup: `${OPENS} page loads; ${QUERIES.join('').length * 2} keystrokes a sample, traced; work is processor time of the main thread`,
        measurements: [...opening.measurements, ...searching.measurements],
        ratios: searching.ratios,
      };
    } finally {
      await browser.close();
      await screen.close();
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
  { bypassCSP = false }: { readonly bypassCSP?: boolean } = {},
): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    permissions: ['notifications'],
    bypassCSP,
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
  const few = await traceKeystrokes(browser, page, SEARCH, QUERIES);
  const heapFew = await liveHeapMiB(cdp);
  note('loading every older call');
  await loadAll(page);
  const heapAll = await liveHeapMiB(cdp);
  note(`searching ${CALLS} calls`);
  const all = await traceKeystrokes(browser, page, SEARCH, QUERIES);
  await context.close();

  const inPaste = await searchNaively(suite, browser, { kind: 'paste', count: IN_SYNC }, note);
  const plainFew = await searchNaively(suite, browser, { kind: 'plain', count: IN_SYNC }, note);
  const plainAll = await searchNaively(suite, browser, { kind: 'plain', count: CALLS }, note);
  return {
    measurements: [
      ...keystrokeTimes(`${IN_SYNC} calls`, few),
      ...keystrokeTimes(`${CALLS} calls`, all),
      { name: `memory that ${CALLS - IN_SYNC} loaded older calls add`, value: heapAll - heapFew, unit: 'MiB' },
    ],
    ratios: [
      ...workRatios(`${IN_SYNC} calls`, few, inPaste, 'the same rows in Paste, in Flex, without window and memo'),
      ...workRatios(`${IN_SYNC} calls`, few, plainFew, `${PLAIN}; less in a row than ours`),
      ...workRatios(`${CALLS} calls`, all, plainAll, `${PLAIN}; less in a row than ours`),
    ],
  };
}

const PLAIN = 'bare elements without a component library, in Flex, without window and memo';

/** The naive list on top of the genuine desktop, whose own panel is closed. */
async function searchNaively(
  suite: Suite,
  browser: Browser,
  list: NaiveList,
  note: (text: string) => void,
): Promise<readonly Keystroke[]> {
  note(`the naive list, ${list.kind}, ${list.count} calls`);
  const { context, page } = await signIn(suite, browser, { bypassCSP: true });
  await page.evaluate((naive) => {
    Object.assign(window, { benchNaive: naive });
  }, list);
  await page.addScriptTag({ content: await bundlePage('naive-calls.tsx') });
  await page.locator('#naive-search').waitFor();
  // With thousands of rows a key takes long: fewer keys say as much.
  const keystrokes = await traceKeystrokes(
    browser,
    page,
    '#naive-search',
    list.count > 1_000 ? QUERIES.slice(0, 2) : QUERIES,
  );
  await context.close();
  return keystrokes;
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

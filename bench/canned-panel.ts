import type { Browser, BrowserContext, Page } from '@playwright/test';
import { linkOf, openCannedDesk } from '../e2e/support/canned-library';
import { startSuite, type Suite } from '../e2e/support/suite';
import { MAX_ITEMS_PER_RESPONSE_LIST, type Library } from '../src/contract';
import { bundlePage, launchBrowser, liveHeapMiB, prepareBrowser } from './lib/browser';
import type { Figure, FigureResult, Measurement } from './lib/figure';
import { keystrokeTimes, traceKeystrokes, workRatios } from './lib/keystroke-trace';
import { openingOf, watchOpening, type Opening } from './lib/library-opening';
import { importLibrary } from './lib/response-library';
import { randomOf, WORDS, writerOf } from './lib/response-texts';
import { median } from './lib/quantile';

const RESPONSES = 5_000;
const LISTS = Math.ceil(RESPONSES / MAX_ITEMS_PER_RESPONSE_LIST);
const CATEGORIES = 24;
const SIGN_INS = 3;
/** A word, two words, a shortcut, a misspelt word, and one that is in no text. */
const QUERIES = ['refund', 'delivery delay', 'order-12', 'pasword', 'voucher', 'zzq'];
const SEARCH = '[data-testid="canned-search"]';
const COMPOSER = '[data-testid="message-input"]';
/** A queue that nobody but alice serves. */
const ALICES_QUEUE = 'VIP / EMEA';

export const figure: Figure = {
  title: `The panel of an agent with ${RESPONSES.toLocaleString('en-US')} canned responses, in the genuine Flex UI`,
  async measure(note): Promise<FigureResult> {
    const prepared = prepareBrowser('suite');
    const suite = await startSuite();
    const screen = await launchBrowser(prepared.chromium);
    try {
      const admin = await openCannedDesk(suite);
      // Bob was there before: what the agents of a team may read is granted when the first of them comes.
      const library = await admin.newLibrary('Everything', 'team', ['bob']);
      note(`importing ${RESPONSES} responses`);
      const imported = await importLibrary(suite, library, texts());
      await linkOf(suite, 'bob', LISTS);
      await tokenOf(suite, 'bob');

      const { context, page } = await chatting(suite, screen);
      const cdp = await context.newCDPSession(page);
      const heapBefore = await liveHeapMiB(cdp);
      note('joining the team');
      const joining = await join(suite, page, () => admin.setMembers(library, ['alice', 'bob']));
      const heapAfter = await liveHeapMiB(cdp);
      const signIns: Opening[] = [];
      for (let round = 1; round <= SIGN_INS; round += 1) {
        note(`signing in, ${round} of ${SIGN_INS}`);
        await page.reload();
        signIns.push(await openingOf(page, RESPONSES));
      }
      const reads = await readsOfList(suite, page);
      note('searching in the panel');
      const inPanel = await traceKeystrokes(screen, page, SEARCH, QUERIES);
      note('searching at the composer');
      const atComposer = await traceKeystrokes(
        screen,
        page,
        COMPOSER,
        QUERIES.map((query) => `/${query.replace(' ', '-')}`),
      );
      note('typing at the composer');
      const composerAlone = await traceKeystrokes(screen, page, COMPOSER, QUERIES);
      const naive = await searchNaively(screen, page, note);
      await context.close();
      return {
        setup: `${LISTS} Lists; ${SIGN_INS} page loads; ${QUERIES.join('').length * 2} keystrokes a sample, traced; work is processor time of the main thread`,
        measurements: [
          { name: 'import: committed', value: imported.committedMs / 1_000, unit: 's' },
          { name: 'import: all of it in Sync, Documents and Lists', value: imported.projectedMs / 1_000, unit: 's' },
          ...openingTimes('joining the team', [joining]),
          ...openingTimes('sign-in', signIns),
          { name: 'sign-in: Sync reads of one List', value: reads, unit: 'reads' },
          {
            name: `memory that ${RESPONSES} responses add, index included`,
            value: heapAfter - heapBefore,
            unit: 'MiB',
          },
          ...keystrokeTimes('panel', inPanel),
          ...keystrokeTimes('/ popover', atComposer),
        ],
        ratios: [
          ...workRatios('panel', inPanel, naive, NAIVE),
          ...workRatios(
            '/ popover',
            atComposer,
            composerAlone,
            "the same letters without a slash: Flex's composer alone",
          ),
        ],
      };
    } finally {
      await screen.close();
      await suite.close();
    }
  },
};

const NAIVE = 'bare elements in Flex, plain includes, every match drawn: no typos, no ranking; less in a row than ours';

/** Responses as a file has them, about 30 words each. */
function texts(): readonly object[] {
  const { word, words } = writerOf(randomOf(4));
  return Array.from({ length: RESPONSES }, (_each, number) => ({
    title: `${words(4)} ${WORDS[number % WORDS.length] ?? ''}`,
    shortcut: `${word()}-${number}`,
    category: WORDS[number % CATEGORIES] ?? null,
    tags: [word(), word()],
    status: 'published',
    variants: [{ language: 'en', channel: null, body: `${words(24)}.` }],
  }));
}

/** What the first agent of a team makes the backend do: the grants of what the team may read. */
async function tokenOf(suite: Suite, worker: string): Promise<void> {
  const agent = await openCannedDesk(suite, worker, 'agent');
  const answer = await agent.ask('POST', '/sync-tokens', { scopes: ['shared'] });
  if (!answer.ok) throw new Error(`POST /sync-tokens answered ${answer.status}: ${await answer.text()}`);
}

/** Alice in a chat with Vera, the panel open; there is no library for her yet. */
async function chatting(suite: Suite, browser: Browser): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    permissions: ['notifications'],
    bypassCSP: true,
  });
  const page = await context.newPage();
  await page.addInitScript(watchOpening);
  await page.goto(`${suite.pageUrl}/?as=agent&worker=alice`);
  await page.locator('.Twilio-SideNav').waitFor({ timeout: 60_000 });
  await page.getByTestId('activity-dropdown-button').click();
  await page.getByTestId('activity-menu').getByText('Available', { exact: true }).click();
  await suite.control.createTask({ channel: 'chat', queue: ALICES_QUEUE, from: 'Vera' });
  await page
    .getByRole('button', { name: /^Accept/ })
    .first()
    .click();
  await page.locator('[data-testid="canned-panel"][data-state="no-lists"]').waitFor({ timeout: 30_000 });
  return { context, page };
}

/** From the moment at which alice's attributes name the Lists. */
async function join(suite: Suite, page: Page, setMembers: () => Promise<Library>): Promise<Opening> {
  await page.evaluate(() => {
    (window as unknown as { benchOpening: { restart: () => void } }).benchOpening.restart();
  });
  await setMembers();
  await linkOf(suite, 'alice', LISTS);
  return openingOf(page, RESPONSES);
}

/** Of one List, by what another sign-in adds. */
async function readsOfList(suite: Suite, page: Page): Promise<number> {
  const lists = (await linkOf(suite, 'alice', LISTS)).lists;
  const of = async (): Promise<number> => (await suite.control.usage()).find(({ sid }) => sid === lists[0])?.reads ?? 0;
  const before = await of();
  await page.reload();
  await openingOf(page, RESPONSES);
  return (await of()) - before;
}

function openingTimes(label: string, openings: readonly Opening[]): readonly Measurement[] {
  const at = (part: keyof Opening): number => median(openings.map((opening) => opening[part]));
  return [
    { name: `${label}: first rows painted`, value: at('firstRowMs'), unit: 'ms' },
    { name: `${label}: all ${RESPONSES} searchable`, value: at('completeMs'), unit: 'ms' },
    { name: `${label}: longest task of the main thread meanwhile`, value: at('longestTaskMs'), unit: 'ms', target: 50 },
    { name: `${label}: tasks of more than 50 ms meanwhile`, value: at('longTasks'), unit: 'tasks' },
  ];
}

/** The naive list on top of the same desktop. */
async function searchNaively(browser: Browser, page: Page, note: (text: string) => void) {
  note('the naive list');
  await page.evaluate((count) => {
    Object.assign(window, { benchNaive: { count } });
  }, RESPONSES);
  await page.addScriptTag({ content: await bundlePage('naive-responses.tsx') });
  await page.locator('#naive-search').waitFor();
  // With thousands of rows a key takes long: fewer keys say as much.
  return traceKeystrokes(browser, page, '#naive-search', QUERIES.slice(0, 2));
}

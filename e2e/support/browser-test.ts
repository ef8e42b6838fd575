import path from 'node:path';
import { test as base, type BrowserContext, type Page } from '@playwright/test';

export { expect } from '@playwright/test';

/**
 * What each browser that is open at one time, in each of the specs that run at once, keeps of the scripts it has loaded.
 * Flex UI is 18 MB of script: compiled anew it takes 11 s to show its shell, from here 5. Chromium keeps nothing for the
 * contexts of `browser.newContext()`, and looks scripts up by their address: {@link startSuite} serves them at the same
 * port where it can.
 */
const CACHES = path.resolve(__dirname, '..', '..', '.cache', 'chromium');

interface BrowserFixtures {
  /** A page in a browser of its own with no history, as on another person's machine. */
  readonly pageElsewhere: (options?: { readonly locale?: string }) => Promise<Page>;
}

/** Playwright's `test`, each page in a browser that has its own storage and finds the scripts of Flex compiled. */
export const test = base.extend<BrowserFixtures>({
  pageElsewhere: async (
    { playwright, headless, launchOptions, viewport, locale, timezoneId, permissions },
    use,
    { parallelIndex },
  ) => {
    const seats: (BrowserContext | undefined)[] = [];
    await use(async (options) => {
      const free = seats.indexOf(undefined);
      const seat = free === -1 ? seats.length : free;
      const context = await playwright.chromium.launchPersistentContext('', {
        ...launchOptions,
        headless,
        viewport,
        permissions: permissions ?? [],
        ...(timezoneId === undefined ? {} : { timezoneId }),
        locale: options?.locale ?? locale ?? 'en-US',
        args: [...(launchOptions.args ?? []), `--disk-cache-dir=${path.join(CACHES, `${parallelIndex}-${seat}`)}`],
      });
      seats[seat] = context;
      context.once('close', () => {
        seats[seat] = undefined;
      });
      return context.pages()[0] ?? context.newPage();
    });
    for (const context of seats) await context?.close();
  },
  page: async ({ pageElsewhere }, use) => {
    await use(await pageElsewhere());
  },
  context: async ({ page }, use) => {
    await use(page.context());
  },
});

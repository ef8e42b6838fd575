import path from 'node:path';
import type { Page } from '@playwright/test';
import { openDesktop, type FlexDesktop } from '../pages/flex-desktop';
import { expect } from '../support/browser-test';
import type { Suite } from '../support/suite';

/** Of the Flex UI that is to be tested. */
const VERSION = process.env['FLEX_UI_VERSION'] ?? '';

/** Signs in, and makes sure that it is the Flex UI in question: a cached one would pass in its place. */
export async function openDesktopOfVersion(page: Page, suite: Suite, signIn: string): Promise<FlexDesktop> {
  const desktop = await openDesktop(page, suite, signIn);
  const running = await page.evaluate(() => (window as unknown as FlexWindow).Twilio.Flex.VERSION);
  expect(running).toBe(VERSION);
  return desktop;
}

interface FlexWindow {
  readonly Twilio: { readonly Flex: { readonly VERSION: string } };
}

/** Keeps what there is to see, for whoever doubts the table in the documents. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = path.resolve(__dirname, '..', '..', 'test-results', 'flex-versions');
  await page.screenshot({ path: path.join(folder, `${VERSION}-${name}.png`) });
}

/** What the page throws from now on. */
export function errorsOf(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return errors;
}

import { expect, type Page } from '@playwright/test';

const HEADINGS = { Teams: 'Your Teams', 'Queues Stats': 'Queues stats monitoring' } as const;

/** Opens one of Flex UI's own views through the side navigation and waits for its heading. */
export async function openNativeView(page: Page, name: keyof typeof HEADINGS): Promise<void> {
  await page.locator('.Twilio-SideNav').getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { name: HEADINGS[name] })).toBeVisible();
}

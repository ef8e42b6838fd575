import { expect, type Page } from '@playwright/test';
import type { Suite } from '../support/suite';

/** A Flex desktop in one browser context. */
export interface FlexDesktop {
  readonly page: Page;
  setActivity(name: string): Promise<void>;
  acceptIncomingTask(): Promise<void>;
  openPath(path: string): Promise<void>;
}

/** Signs in and waits until Flex has drawn its shell. */
export async function openDesktop(page: Page, suite: Suite, signIn: string): Promise<FlexDesktop> {
  await page.goto(`${suite.pageUrl}/?${signIn}`);
  await expect(page.locator('.Twilio-SideNav')).toBeVisible({ timeout: 60_000 });
  return {
    page,
    setActivity: async (name) => {
      await page.getByTestId('activity-dropdown-button').click();
      await page.getByTestId('activity-menu').getByText(name, { exact: true }).click();
      await expect(page.getByTestId('activity-dropdown-button')).toContainText(name);
    },
    acceptIncomingTask: async () => {
      await page.locator('.Twilio-TaskButton-Accept').first().click();
    },
    openPath: async (path) => {
      await page.goto(`${suite.pageUrl}${path}`);
      await expect(page.locator('.Twilio-SideNav')).toBeVisible({ timeout: 60_000 });
    },
  };
}

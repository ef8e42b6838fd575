import { expect, type Locator, type Page } from '@playwright/test';
import type { Suite } from '../support/suite';

/** A Flex desktop in one browser context. */
export interface FlexDesktop {
  readonly page: Page;
  /** The button that names the activity. */
  readonly activity: Locator;
  setActivity(name: string): Promise<void>;
  acceptIncomingTask(): Promise<void>;
  openPath(path: string): Promise<void>;
}

/** Signs in and waits until Flex has drawn its shell. */
export async function openDesktop(page: Page, suite: Suite, signIn: string): Promise<FlexDesktop> {
  await page.goto(`${suite.pageUrl}/?${signIn}`);
  await expect(page.locator('.Twilio-SideNav')).toBeVisible({ timeout: 60_000 });
  const activity = page.getByTestId('activity-dropdown-button');
  return {
    page,
    activity,
    setActivity: async (name) => {
      await activity.click();
      await page.getByTestId('activity-menu').getByText(name, { exact: true }).click();
      await expect(activity).toContainText(name);
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

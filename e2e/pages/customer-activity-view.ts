import { expect, type Locator, type Page } from '@playwright/test';

/** What all customers do in the shops, as a supervisor sees it. */
export interface CustomerActivityView {
  readonly root: Locator;
  readonly period: Locator;
  /** A row of the funnel: `started`, the number of a step, or `ordered`. */
  stage(name: string): Locator;
  /** A figure of a stage, such as `count`. */
  figure(stage: string, name: string): Locator;
  /** Rows of a list: `searched`, `withoutResult`, `sold`, `visited`. */
  rows(list: string): Locator;
}

/** Opens the view through the side navigation. */
export async function openCustomerActivity(page: Page): Promise<CustomerActivityView> {
  await page.locator('.Twilio-SideNav').getByRole('link', { name: 'Customer activity' }).click();
  const root = page.getByTestId('activity-view');
  const stage = (name: string): Locator => root.locator(`[data-testid="funnel-row"][data-key="${name}"]`);
  await expect(root).toHaveAttribute('data-state', 'ready', { timeout: 30_000 });
  return {
    root,
    period: page.getByTestId('activity-period'),
    stage,
    figure: (of, name) => stage(of).locator(`[data-cell="${name}"]`),
    rows: (list) => root.getByTestId(`activity-${list}`).getByTestId('activity-row'),
  };
}

import type { Locator, Page } from '@playwright/test';
import { openNativeView } from './native-views';

/** Flex UI's own Queue Stats. */
export interface NativeQueueStats {
  /** A figure of the whole queue; `column` is the name that Flex UI gives it. */
  cell(queueSid: string, column: string): Locator;
}

/** Opens it through the side navigation, with every metric that it has. */
export async function openNativeQueueStats(page: Page): Promise<NativeQueueStats> {
  await openNativeView(page, 'Queues Stats');
  await page.getByText('Metrics', { exact: true }).click();
  await page.getByTestId('metricstab-wrapper').getByText('Select all').click();
  await page.getByRole('button', { name: 'Apply' }).click();
  const table = page.getByTestId('queues-data-table');
  return {
    // Below the queue's own figure stand those of its channels.
    cell: (queueSid, column) =>
      table.locator(`tr[id="${queueSid}"] td[data-column-name="${column}"]`).locator('li').first(),
  };
}

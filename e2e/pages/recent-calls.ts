import { expect, type Locator, type Page } from '@playwright/test';

/** The panel of recent calls, as its user sees it. */
export interface RecentCallsPanel {
  readonly root: Locator;
  readonly rows: Locator;
  readonly search: Locator;
  readonly details: Locator;
  readonly dialog: Locator;
  /** Rows of this customer, by name or number. */
  rowsOf(party: string): Locator;
  row(reservationSid: string): Locator;
  filter(kind: 'all' | 'in' | 'out' | 'missed'): Locator;
  /** A figure of today. */
  counter(name: 'answered' | 'outbound' | 'missed' | 'aht'): Locator;
  cell(row: Locator, name: string): Locator;
}

/** A North American number as Flex prints it; anything else as it is. */
export const asShown = (party: string): string => party.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1-$2-$3');

/** Opens the panel, unless this tab remembers it open, and waits for its list. */
export async function openRecentCalls(page: Page): Promise<RecentCallsPanel> {
  const panel = recentCallsOn(page);
  await expect(panel.root).toBeVisible({ timeout: 60_000 });
  if ((await panel.root.getAttribute('data-state')) === 'collapsed') {
    await page.getByTestId('recent-calls-toggle').click();
  }
  await expect(panel.root).toHaveAttribute('data-state', /^(ready|empty)$/, { timeout: 30_000 });
  return panel;
}

function recentCallsOn(page: Page): RecentCallsPanel {
  const root = page.getByTestId('recent-calls-panel');
  const rows = root.getByTestId('recent-call');
  return {
    root,
    rows,
    search: root.getByTestId('recent-calls-search'),
    details: root.getByTestId('recent-call-details'),
    dialog: page.getByRole('dialog', { name: 'Call back?' }),
    rowsOf: (party) => rows.filter({ hasText: asShown(party) }),
    row: (reservationSid) => root.locator(`[data-testid="recent-call"][data-reservation-sid="${reservationSid}"]`),
    filter: (kind) => root.getByTestId(`recent-calls-filter-${kind}`),
    counter: (name) => root.locator(`[data-counter="${name}"]`),
    cell: (row, name) => row.locator(`[data-cell="${name}"]`),
  };
}

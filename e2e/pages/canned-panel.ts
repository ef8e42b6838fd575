import { expect, type Locator, type Page } from '@playwright/test';
import type { Suite } from '../support/suite';
import { openConversation } from './conversation';
import { openDesktop } from './flex-desktop';

/** The panel of canned responses beside a conversation, and what appears at its composer. */
export interface CannedPanel {
  readonly root: Locator;
  readonly rows: Locator;
  readonly scroller: Locator;
  readonly search: Locator;
  readonly count: Locator;
  readonly preview: Locator;
  readonly previewText: Locator;
  readonly changed: Locator;
  readonly insertButton: Locator;
  readonly insertAndSendButton: Locator;
  readonly dropZone: Locator;
  readonly announcer: Locator;
  readonly popover: Locator;
  readonly options: Locator;
  readonly guard: Locator;
  /** Rows with this in their title. */
  rowOf(title: string): Locator;
  row(responseId: string): Locator;
  chip(name: 'favorites' | 'recents' | 'library' | 'category' | 'language' | 'channel'): Locator;
  handle(row: Locator): Locator;
  star(row: Locator): Locator;
  /** Opens the preview of a row. */
  open(row: Locator): Promise<void>;
  placeholder(name: string): Locator;
}

/** Queues that nobody else serves. */
const OWN_QUEUES = { alice: 'VIP / EMEA', bob: 'Español' } as const;

/** Signs somebody in who takes a chat, by default an agent and with Vera, and opens the panel beside it. */
export async function chatWithPanel(
  page: Page,
  suite: Suite,
  worker: keyof typeof OWN_QUEUES,
  { from = 'Vera', as = 'agent' }: { readonly from?: string; readonly as?: 'agent' | 'supervisor' } = {},
): Promise<{ readonly panel: CannedPanel; readonly taskSid: string }> {
  const desktop = await openDesktop(page, suite, `as=${as}&worker=${worker}`);
  await desktop.setActivity('Available');
  const { taskSid } = await suite.control.createTask({ channel: 'chat', queue: OWN_QUEUES[worker], from });
  await openConversation(page).accept();
  return { panel: await openCannedPanel(page), taskSid };
}

/** Opens the panel, unless it is open, and waits for its list. */
export async function openCannedPanel(page: Page): Promise<CannedPanel> {
  const panel = cannedPanelOn(page);
  await expect(panel.root).toBeVisible({ timeout: 60_000 });
  if ((await panel.root.getAttribute('data-state')) === 'collapsed') await page.getByTestId('canned-toggle').click();
  await expect(panel.root).toHaveAttribute('data-state', 'ready', { timeout: 30_000 });
  return panel;
}

function cannedPanelOn(page: Page): CannedPanel {
  const root = page.getByTestId('canned-panel');
  const rows = root.getByTestId('canned-row');
  const preview = page.getByTestId('canned-preview');
  return {
    root,
    rows,
    scroller: root.getByTestId('canned-scroller'),
    search: root.getByTestId('canned-search'),
    count: root.getByTestId('canned-count'),
    preview,
    previewText: preview.getByTestId('canned-preview-text'),
    changed: preview.getByTestId('canned-changed'),
    insertButton: preview.getByTestId('canned-insert'),
    insertAndSendButton: preview.getByTestId('canned-insert-send'),
    dropZone: page.getByTestId('canned-drop-zone'),
    announcer: page.getByTestId('canned-announcer'),
    popover: page.getByTestId('canned-popover'),
    options: page.getByTestId('canned-popover-option'),
    guard: page.getByTestId('canned-guard'),
    rowOf: (title) => rows.filter({ hasText: title }),
    row: (responseId) => root.locator(`[data-testid="canned-row"][data-response-id="${responseId}"]`),
    chip: (name) => root.getByTestId(`canned-chip-${name}`),
    handle: (row) => row.getByTestId('canned-row-handle'),
    star: (row) => row.getByTestId('canned-row-star'),
    open: async (row) => {
      await row.getByTestId('canned-row-preview').click();
      await expect(preview.getByTestId('canned-preview-text')).toBeVisible();
    },
    placeholder: (name) => preview.getByTestId(`canned-placeholder-${name}`),
  };
}

import { expect, type Locator, type Page } from '@playwright/test';

/** The view where responses are written, as its user sees it. */
export interface CannedManager {
  readonly root: Locator;
  readonly rows: Locator;
  readonly search: Locator;
  readonly newButton: Locator;
  readonly editor: Locator;
  readonly title: Locator;
  readonly shortcut: Locator;
  readonly body: Locator;
  readonly preview: Locator;
  readonly news: Locator;
  readonly save: Locator;
  readonly publish: Locator;
  readonly retire: Locator;
  readonly back: Locator;
  readonly conflict: Locator;
  readonly versions: Locator;
  readonly importDialog: Locator;
  readonly importFile: Locator;
  readonly importReport: Locator;
  readonly importConfirm: Locator;
  library(id: string): Locator;
  rowOf(title: string): Locator;
  row(responseId: string): Locator;
  /** Opens a response and waits for its editor. */
  edit(row: Locator): Promise<void>;
  /** Waits for what the last command came to. */
  hears(news: string | RegExp): Promise<void>;
  /** Downloads the chosen library. */
  export(format: 'csv' | 'json'): Promise<string>;
}

/** Opens the view through the side navigation. */
export async function openCannedManager(page: Page): Promise<CannedManager> {
  await page.locator('.Twilio-SideNav').getByRole('link', { name: 'Canned responses' }).click();
  const manager = cannedManagerOn(page);
  await expect(manager.root).toHaveAttribute('data-state', 'ready', { timeout: 30_000 });
  return manager;
}

function cannedManagerOn(page: Page): CannedManager {
  const root = page.getByTestId('canned-manager');
  const rows = root.getByTestId('manager-row');
  const editor = root.getByTestId('manager-editor');
  const news = editor.getByTestId('editor-notice');
  return {
    root,
    rows,
    search: root.getByTestId('manager-search'),
    newButton: root.getByTestId('manager-new'),
    editor,
    title: editor.getByTestId('editor-title'),
    shortcut: editor.getByTestId('editor-shortcut'),
    body: editor.getByTestId('editor-body'),
    preview: editor.getByTestId('editor-preview'),
    news,
    save: editor.getByTestId('editor-save'),
    publish: editor.getByTestId('editor-publish'),
    retire: editor.getByTestId('editor-retire'),
    back: editor.getByTestId('editor-back'),
    conflict: editor.getByTestId('editor-conflict'),
    versions: page.getByTestId('editor-versions'),
    importDialog: page.getByTestId('import-dialog'),
    importFile: page.getByTestId('import-file'),
    importReport: page.getByTestId('import-report'),
    importConfirm: page.getByTestId('import-confirm'),
    library: (id) => root.locator(`[data-testid="manager-library"][data-library-id="${id}"]`),
    rowOf: (title) => rows.filter({ hasText: title }),
    row: (responseId) => root.locator(`[data-testid="manager-row"][data-response-id="${responseId}"]`),
    edit: async (row) => {
      await row.click();
      await expect(editor).toBeVisible();
    },
    hears: async (text) => {
      await expect(news).toContainText(text);
    },
    export: async (format) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        root.getByTestId(`manager-export-${format}`).click(),
      ]);
      const chunks: Buffer[] = [];
      for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}

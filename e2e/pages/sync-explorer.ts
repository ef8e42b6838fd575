import { expect, type Locator, type Page } from '@playwright/test';

/** What Sync holds, as an administrator sees it. */
export interface SyncExplorer {
  readonly root: Locator;
  /** Lines of the tree, whatever they stand for. */
  readonly lines: Locator;
  /** Lines of the value as JSON. */
  readonly json: Locator;
  readonly gauge: Locator;
  readonly throttled: Locator;
  /** What a poll has found changed. */
  readonly changed: Locator;
  readonly readers: Locator;
  /** Rows of what is wrong, by what it is. */
  findings(kind: string): Locator;
  tab(name: 'objects' | 'findings' | 'health'): Promise<void>;
  /** Searches for names that begin with a text. */
  find(prefix: string): Promise<void>;
  /** Searches for an object and opens it. */
  open(name: string): Promise<void>;
}

/** Opens the view through the side navigation. */
export async function openSyncExplorer(page: Page): Promise<SyncExplorer> {
  await page.locator('.Twilio-SideNav').getByRole('link', { name: 'Sync explorer' }).click();
  return syncExplorer(page);
}

/** The view of a page that is at its URL. */
export async function syncExplorer(page: Page): Promise<SyncExplorer> {
  const root = page.getByTestId('sync-explorer');
  await expect(root).toHaveAttribute('data-state', 'ready', { timeout: 30_000 });
  const tree = root.getByTestId('explorer-tree');
  const find = async (prefix: string): Promise<void> => {
    await root.getByTestId('explorer-search').fill(prefix);
    await root.getByTestId('explorer-find').click();
    // It pauses after a few hundred, which nobody wants to have read by mistake.
    const progress = root.getByTestId('explorer-search-progress');
    await expect(progress).toHaveAttribute('data-step', /paused|done/);
    if ((await progress.getAttribute('data-step')) === 'paused') {
      await progress.getByRole('button', { name: 'Go on' }).click();
    }
    await expect(progress).toHaveAttribute('data-step', 'done');
  };
  return {
    root,
    lines: tree.getByRole('treeitem'),
    json: root.getByTestId('explorer-json').getByRole('treeitem'),
    gauge: root.getByTestId('explorer-gauge'),
    throttled: root.getByTestId('explorer-throttled'),
    changed: root.getByTestId('explorer-changed'),
    readers: root.getByTestId('explorer-readers'),
    findings: (kind) => root.locator(`[data-finding][data-kind="${kind}"]`),
    tab: (name) => root.getByTestId(`explorer-tab-${name}`).click(),
    find,
    open: async (name) => {
      await find(name);
      await tree
        .getByRole('treeitem')
        .filter({ hasText: name.slice(name.indexOf('.') + 1) })
        .last()
        .click();
    },
  };
}

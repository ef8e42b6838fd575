import type { Locator, Page } from '@playwright/test';

/** The demo shop, as a customer uses it; buttons, links and fields by their whole name. */
export interface DemoShop {
  readonly heading: Locator;
  button(name: string): Locator;
  link(name: string): Locator;
  field(label: string): Locator;
  /** Of the chat, oldest first: each with who said it, when and what. */
  readonly messages: Locator;
  search(query: string): Promise<void>;
  /** In the chat that is open. */
  say(text: string): Promise<void>;
  /** Texts by the labels of their fields. */
  fill(texts: Readonly<Record<string, string>>): Promise<void>;
}

export function openDemoShop(page: Page): DemoShop {
  const field = (label: string): Locator => page.getByLabel(label, { exact: true });
  return {
    heading: page.getByRole('heading', { level: 1 }),
    button: (name) => page.getByRole('button', { name, exact: true }),
    link: (name) => page.getByRole('link', { name, exact: true }),
    field,
    messages: page.getByRole('log').getByRole('listitem'),
    say: async (text) => {
      await field('Message').fill(text);
      await page.keyboard.press('Enter');
    },
    search: async (query) => {
      await page.getByRole('searchbox').fill(query);
      await page.keyboard.press('Enter');
    },
    fill: async (texts) => {
      for (const [label, value] of Object.entries(texts)) await field(label).fill(value);
    },
  };
}

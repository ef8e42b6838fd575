import { expect, type Locator, type Page } from '@playwright/test';

/** The chat that is open on an agent's desktop. */
export interface ConversationPage {
  /** What was said, oldest first: each bubble with its author, time and text. */
  readonly messages: Locator;
  readonly composer: Locator;
  readonly completeButton: Locator;
  /** Accepts the chat that rings and waits until one can write. */
  accept(): Promise<void>;
  /** Opens the chat with this customer, among several. */
  choose(customer: string): Promise<void>;
  say(text: string): Promise<void>;
  wrapUp(): Promise<void>;
  complete(): Promise<void>;
}

export function openConversation(page: Page): ConversationPage {
  const messages = page.locator('.Twilio-MessageBubble');
  const composer = page.getByTestId('message-input');
  const completeButton = page.getByRole('button', { name: 'Complete' }).first();
  return {
    messages,
    composer,
    completeButton,
    accept: async () => {
      // From its beginning: the item of a task that was accepted is a button, too, and says so.
      await page
        .getByRole('button', { name: /^Accept/ })
        .first()
        .click();
      await expect(composer).toBeEnabled();
    },
    choose: async (customer) => {
      await page.locator('.Twilio-TaskListBaseItem').filter({ hasText: customer }).first().click();
    },
    say: async (text) => {
      await composer.fill(text);
      await page.getByTestId('send-message').click();
      await expect(messages.filter({ hasText: text }).first()).toBeVisible();
    },
    wrapUp: async () => {
      await page.getByRole('button', { name: 'End', exact: true }).first().click();
      await expect(completeButton).toBeVisible();
    },
    complete: async () => {
      await completeButton.click();
      await expect(completeButton).toHaveCount(0);
    },
  };
}

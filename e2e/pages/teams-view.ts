import { expect, type Locator, type Page } from '@playwright/test';
import { openNativeView } from './native-views';

/** Flex's Teams view, and the chat that a supervisor looks at in it. */
export interface TeamsView {
  /** The pane with the task that is looked at. */
  readonly canvas: Locator;
  readonly messages: Locator;
  readonly composer: Locator;
  readonly sendButton: Locator;
  /** Selects the chat with this customer, whoever has it. */
  lookOn(customer: string): Promise<void>;
  lookAway(): Promise<void>;
  /** Leads back to the supervisor's own tasks. */
  leave(): Promise<void>;
}

export async function openTeamsView(page: Page): Promise<TeamsView> {
  await openNativeView(page, 'Teams');
  const canvas = page.locator('.Twilio-SupervisorTaskCanvas');
  return {
    canvas,
    messages: canvas.locator('.Twilio-MessageBubble'),
    composer: canvas.getByTestId('message-input'),
    sendButton: canvas.getByTestId('send-message'),
    lookOn: async (customer) => {
      await page.locator('.Twilio-TaskCard').filter({ hasText: customer }).click();
      await expect(canvas).toContainText(customer);
    },
    lookAway: async () => {
      await canvas.locator('.Twilio-SidePanel-IconButton').click();
      await expect(canvas).toHaveCount(0);
    },
    leave: async () => {
      await page.locator('.Twilio-SideNav').getByRole('link', { name: 'Agent Desktop' }).click();
      await expect(page.locator('.Twilio-View-agent-desktop')).toBeVisible();
    },
  };
}

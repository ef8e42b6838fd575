import { expect, type Locator, type Page } from '@playwright/test';

/** The one voice task on an agent's desktop. */
export interface Call {
  readonly offer: Locator;
  readonly hangUpButton: Locator;
  accept(): Promise<void>;
  reject(): Promise<void>;
  hangUp(): Promise<void>;
  complete(): Promise<void>;
}

export function openCall(page: Page): Call {
  const offer = page.getByRole('button', { name: 'Accept' }).first();
  const hangUpButton = page.getByRole('button', { name: 'Hang Up' }).first();
  const completeButton = page.getByRole('button', { name: 'Complete' }).first();
  return {
    offer,
    hangUpButton,
    accept: async () => {
      await offer.click();
      await expect(hangUpButton).toBeVisible();
    },
    reject: async () => {
      await page.getByRole('button', { name: 'Reject' }).first().click();
    },
    hangUp: async () => {
      await hangUpButton.click();
      await expect(completeButton).toBeVisible();
    },
    complete: async () => {
      await completeButton.click();
      await expect(completeButton).toHaveCount(0);
    },
  };
}

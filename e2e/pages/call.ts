import { expect, type Locator, type Page } from '@playwright/test';

/** The one voice task on an agent's desktop. */
export interface Call {
  readonly offer: Locator;
  readonly hangUpButton: Locator;
  accept(): Promise<void>;
  reject(): Promise<void>;
  hangUp(): Promise<void>;
  complete(): Promise<void>;
  /** Hands the call on through Flex's own action, to a worker or queue by SID. */
  transfer(targetSid: string, mode: 'COLD' | 'WARM'): Promise<void>;
  /** Calls a number through Flex's own action; Flex accepts the offer by itself. */
  callOut(destination: string): Promise<void>;
}

/** The part of Flex UI that a test drives in the page. */
interface FlexInPage {
  readonly Actions: { invokeAction(name: string, payload: object): Promise<void> };
  readonly Manager: {
    getInstance(): {
      readonly store: {
        getState(): { flex: { worker: { tasks: ReadonlyMap<string, { readonly status: string }> } } };
      };
    };
  };
}

export function openCall(page: Page): Call {
  const offer = page.getByRole('button', { name: /^Accept/ }).first();
  // With a colleague on the call, Flex offers to leave it, and names another button after the colleague.
  const hangUpButton = page.getByRole('button', { name: /^(Hang Up|Leave Call)$/i }).first();
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
    transfer: async (targetSid, mode) => {
      await page.evaluate(
        async ([sid, how]) => {
          const { Actions, Manager } = (window as unknown as { Twilio: { Flex: FlexInPage } }).Twilio.Flex;
          const tasks = [...Manager.getInstance().store.getState().flex.worker.tasks.values()];
          const task = tasks.find(({ status }) => status === 'accepted');
          await Actions.invokeAction('TransferTask', { task, targetSid: sid, options: { mode: how } });
        },
        [targetSid, mode] as const,
      );
    },
    callOut: async (destination) => {
      await page.evaluate(async (number) => {
        const { Actions } = (window as unknown as { Twilio: { Flex: FlexInPage } }).Twilio.Flex;
        await Actions.invokeAction('StartOutboundCall', { destination: number });
      }, destination);
      await expect(hangUpButton).toBeVisible();
    },
  };
}

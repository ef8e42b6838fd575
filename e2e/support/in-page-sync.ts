import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Suite } from './suite';

interface Items {
  getItems(): Promise<{ items: readonly unknown[] }>;
}

interface SdkInPage {
  readonly Twilio: {
    readonly Flex: {
      readonly Manager: {
        getInstance(): {
          readonly store: { getState(): { flex: { session: { ssoTokenPayload: { token: string } } } } };
        };
      };
    };
    readonly Sync: {
      readonly Client: new (token: string) => {
        list(options: object): Promise<Items>;
        map(options: object): Promise<Items>;
        document(options: object): Promise<{ data: unknown }>;
        shutdown(): Promise<void>;
      };
    };
  };
}

/** What Sync itself answered: how many items, or its refusal. */
export interface SyncAnswer {
  readonly items?: number;
  readonly code?: number;
  readonly status?: number;
}

/**
 * Opens a List, Map or Document in the page with the genuine SDK and the Sync token that the backend gives to whoever is
 * signed in there.
 * @param id SID or unique name
 */
export async function openInPage(
  page: Page,
  suite: Suite,
  kind: 'list' | 'map' | 'document',
  id: string,
  scope: 'shared' | 'personal',
): Promise<SyncAnswer> {
  // Run by the debugger, which the page's Content-Security-Policy does not restrain.
  await page.evaluate(readFileSync(require.resolve('twilio-sync/builds/twilio-sync.min.js'), 'utf8'));
  return page.evaluate(
    async ({ backendUrl, what, id: uniqueName, as }) => {
      const { Flex, Sync } = (window as unknown as SdkInPage).Twilio;
      const flexToken = Flex.Manager.getInstance().store.getState().flex.session.ssoTokenPayload.token;
      const answer = await fetch(`${backendUrl}/sync-tokens`, {
        method: 'POST',
        headers: { authorization: `Bearer ${flexToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ scopes: [as] }),
      });
      const { scopes } = (await answer.json()) as { scopes: Record<string, { token: string }> };
      const client = new Sync.Client(scopes[as]?.token ?? '');
      const options = { id: uniqueName, mode: 'open_existing' };
      try {
        if (what === 'document') {
          await client.document(options);
          return { items: 1 };
        }
        const held = await (what === 'list' ? client.list(options) : client.map(options));
        return { items: (await held.getItems()).items.length };
      } catch (error) {
        const { code, status } = error as { code: number; status: number };
        return { code, status };
      } finally {
        await client.shutdown();
      }
    },
    { backendUrl: suite.backendUrl, what: kind, id, as: scope },
  );
}

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { openDesktop } from '../pages/flex-desktop';
import { openRecentCalls } from '../pages/recent-calls';
import { editCall, flexTokenOf, readCalls } from '../support/backend-api';
import { expect, test } from '../support/browser-test';
import { tellPastCalls } from '../support/past-calls';
import { startSuite, type Suite } from '../support/suite';

let suite: Suite;

test.beforeAll(async () => {
  // As an account that released this plugin alone.
  suite = await startSuite({ maskPhoneNumbers: true, plugins: ['plugin-recent-calls'] });
});

test.afterAll(async () => {
  await suite.close();
});

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

async function mapOf(identity: string): Promise<string> {
  const worker = (await suite.control.truth()).workers.find((each) => each.identity === identity);
  return `recent-calls.${worker?.sid ?? ''}`;
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
        map(options: object): Promise<{ getItems(): Promise<{ items: readonly { key: string }[] }> }>;
        shutdown(): Promise<void>;
      };
    };
  };
}

/** Opens a Map in the page with the Sync token that the backend gives to whoever is signed in there. */
async function openMapIn(page: Page, uniqueName: string): Promise<{ keys?: string[]; code?: number; status?: number }> {
  return page.evaluate(
    async ({ backendUrl, name }) => {
      const { Flex, Sync } = (window as unknown as SdkInPage).Twilio;
      const flexToken = Flex.Manager.getInstance().store.getState().flex.session.ssoTokenPayload.token;
      const answer = await fetch(`${backendUrl}/sync-tokens`, {
        method: 'POST',
        headers: { authorization: `Bearer ${flexToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ scopes: ['personal'] }),
      });
      const { scopes } = (await answer.json()) as { scopes: { personal: { token: string } } };
      const client = new Sync.Client(scopes.personal.token);
      try {
        const map = await client.map({ id: name, mode: 'open_existing' });
        return { keys: (await map.getItems()).items.map(({ key }) => key) };
      } catch (error) {
        const { code, status } = error as { code: number; status: number };
        return { code, status };
      } finally {
        await client.shutdown();
      }
    },
    { backendUrl: suite.backendUrl, name: uniqueName },
  );
}

test('bob is refused alice’s calls by Sync itself and by the backend, and reads his own', async ({
  page,
  pageElsewhere,
}) => {
  const [alicesCall = '', bobsCall = ''] = await tellPastCalls(suite, [
    { worker: 'alice', from: '+15005550301', at: minutesAgo(5) },
    { worker: 'bob', from: '+15005550302', at: minutesAgo(6) },
  ]);
  // Alice's Map exists: she has it open.
  const alicePage = await pageElsewhere();
  await openDesktop(alicePage, suite, 'as=agent&worker=alice');
  await expect((await openRecentCalls(alicePage)).row(alicesCall)).toBeVisible();
  await openDesktop(page, suite, 'as=agent&worker=bob');
  const bobPanel = await openRecentCalls(page);
  await expect(bobPanel.row(bobsCall)).toBeVisible();
  await expect(bobPanel.row(alicesCall)).toHaveCount(0);

  // Run by the debugger, which the page's Content-Security-Policy does not restrain.
  await page.evaluate(readFileSync(require.resolve('twilio-sync/builds/twilio-sync.min.js'), 'utf8'));
  expect(await openMapIn(page, await mapOf('alice'))).toEqual({ code: 54007, status: 403 });
  expect(await openMapIn(page, await mapOf('bob'))).toEqual({ keys: [bobsCall] });

  const bobsToken = await flexTokenOf(suite, 'bob');
  const { calls } = await readCalls(suite, bobsToken);
  expect(calls.map(({ reservationSid }) => reservationSid)).toEqual([bobsCall]);
  const edit = await editCall(suite, bobsToken, alicesCall, { notesRevision: 0, note: 'Not his' });
  expect(edit.status).toBe(404);
  const reveal = await fetch(`${suite.backendUrl}/recent-calls/${alicesCall}/reveal`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bobsToken}` },
  });
  expect(reveal.status).toBe(404);
});

test('a masked number is hidden everywhere until its owner asks for it', async ({ page }) => {
  const [call = ''] = await tellPastCalls(suite, [
    { worker: 'alice', from: '+442079460123', name: 'Masked Person', at: minutesAgo(3) },
  ]);
  const desktop = await openDesktop(page, suite, 'as=agent&worker=alice');
  await desktop.setActivity('Available');
  const panel = await openRecentCalls(page);
  await panel.row(call).click();
  const number = panel.details.getByTestId('customer-number');
  await expect(number).toHaveText(/^\+4•+0123$/);
  await expect(panel.root).not.toContainText(/\+44 ?20 ?7946 ?0123/);
  await panel.details.getByTestId('call-back').click();
  await expect(panel.dialog.getByTestId('call-back-number')).toHaveText(/^\+4•+0123$/);
  await expect(panel.dialog.getByTestId('call-back-notes')).toContainText('that is recorded');
  await panel.dialog.getByRole('button', { name: 'Cancel' }).click();

  await panel.details.getByTestId('reveal-number').click();
  await expect(number).toHaveText('+44 20 7946 0123');
  await desktop.setActivity('Offline');
});

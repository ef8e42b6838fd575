import { expect, test } from '../support/browser-test';
import { startSuite, type Suite } from '../support/suite';
import { errorsOf, keepPicture, openDesktopOfVersion } from './desktop-of-version';

let suite: Suite;

test.beforeAll(async () => {
  suite = await startSuite({ demoContent: true });
});

test.afterAll(async () => {
  await suite.close();
});

for (const signIn of ['as=supervisor', 'as=agent&worker=alice'])
  test(`one notice says what is needed, and nothing of the suite is there: ${signIn}`, async ({ page }) => {
    const errors = errorsOf(page);
    await openDesktopOfVersion(page, suite, signIn);
    // Beside what is read out of it to who sees nothing.
    const notice = page.getByTestId('notification-message').filter({ hasText: 'needs Flex UI 2.7 or newer' });
    await expect(notice).toHaveCount(1);
    await expect(notice).toBeVisible();
    await keepPicture(page, signIn.includes('agent') ? 'agent' : 'supervisor');
    const links = page.locator('.Twilio-SideNav').getByRole('link');
    for (const name of ['Queue dashboard', 'Customer activity', 'Canned responses'])
      await expect(links.filter({ hasText: name })).toHaveCount(0);
    await expect(page.getByTestId('agent-panel')).toHaveCount(0);
    expect(errors).toEqual([]);
  });

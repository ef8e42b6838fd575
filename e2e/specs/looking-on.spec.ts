import { chatWithPanel } from '../pages/canned-panel';
import { openConversation } from '../pages/conversation';
import { openTeamsView } from '../pages/teams-view';
import { expect, test } from '../support/browser-test';
import { openCannedDesk } from '../support/canned-library';
import { changeSettings } from '../support/flex-configuration';
import { startSuite, type Suite } from '../support/suite';

let suite: Suite;

test.beforeAll(async () => {
  suite = await startSuite();
  const admin = await openCannedDesk(suite);
  const library = await admin.newLibrary('Everyday replies', 'global');
  await admin.write(library.id, { title: 'Opening hours', shortcut: 'hours', body: 'We are open from 9 to 5.' });
  // Whoever may send in one step must not find a way to it here.
  await changeSettings(suite, { canned_responses: { insert_and_send: true } });
});

test.afterAll(async () => {
  await suite.close();
});

/** What was refused or is not emulated; the backend, which looks in Sync before it creates, is not meant. */
async function refusals(): Promise<readonly string[]> {
  const requests = await suite.control.requests();
  return requests
    .filter(({ status, path }) => status >= 400 && !path.startsWith('/sync.twilio.com/'))
    .map(({ status, method, path }) => `${status} ${method} ${path}`);
}

test('[CV13] a supervisor looks on at a chat live, and has no way to a response in it', async ({
  page,
  pageElsewhere,
}) => {
  const bobs = await pageElsewhere();
  const { taskSid: bobsTask } = await chatWithPanel(bobs, suite, 'bob', { from: 'Boris' });
  await suite.control.driveTask(bobsTask, 'messages', { text: 'Is anybody there?' });
  const bob = openConversation(bobs);
  await bob.say('Hello Boris');

  // Alice has a chat of her own, and is about to put a response into it.
  const { panel } = await chatWithPanel(page, suite, 'alice', { from: 'Anna', as: 'supervisor' });
  await expect(panel.rows).toHaveCount(1);
  await panel.search.fill('hours');
  await panel.handle(panel.rows.first()).focus();
  await page.keyboard.press('Space');
  await expect(panel.dropZone).toBeVisible();

  const teams = await openTeamsView(page);
  await teams.lookOn('Boris');
  await expect(teams.messages).toHaveText([/Boris.*Is anybody there\?$/, /Bob Brown.*Hello Boris$/]);
  await suite.control.driveTask(bobsTask, 'messages', { text: 'When are you open?' });
  await bob.say('One moment');
  await expect(teams.messages).toHaveCount(4);
  await expect(teams.messages.last()).toContainText('One moment');
  expect((await suite.control.conversation(bobsTask)).participants).toHaveLength(2);

  await expect(teams.composer).toHaveAttribute('placeholder', 'You are not a chat participant');
  await teams.composer.focus();
  await page.keyboard.type('/hours');
  await page.keyboard.press('Control+Enter');
  await expect(teams.composer).toHaveValue('');
  await expect(teams.sendButton).toHaveAttribute('aria-disabled', 'true');
  for (const offer of [panel.popover, panel.dropZone, panel.guard]) await expect(offer).toHaveCount(0);
  await expect(panel.root).toBeHidden();
  await expect(page.getByRole('button', { name: /insert/i })).toHaveCount(0);

  // Her own chat has a message field here, which is Flex's alone; only the guard is there, too.
  await teams.lookOn('Anna');
  await expect(teams.messages).toHaveCount(0);
  await expect(teams.composer).toBeEnabled();
  await teams.composer.pressSequentially('/hours');
  await expect(panel.popover).toHaveCount(0);
  await teams.composer.fill('Dear {{customer.name}}');
  await teams.composer.press('Enter');
  await expect(panel.guard.filter({ visible: true })).toBeInViewport();
  await expect(teams.messages).toHaveCount(0);
  await page.keyboard.press('Escape');
  await teams.composer.fill('');

  // The end of the chat is seen, too.
  await teams.lookOn('Boris');
  await bob.wrapUp();
  await expect(teams.composer).toHaveAttribute('placeholder', /ended/i);
  await teams.lookAway();

  await teams.leave();
  await expect(panel.dropZone).toHaveCount(0);
  await expect(panel.search).toHaveValue('hours');
  await panel.rows.first().click();
  await expect(openConversation(page).composer).toHaveValue('We are open from 9 to 5.');
  expect((await suite.control.conversation(bobsTask)).messages.map(({ text }) => text)).toEqual([
    'Is anybody there?',
    'Hello Boris',
    'When are you open?',
    'One moment',
  ]);
  expect(await refusals()).toEqual([]);
  await bobs.context().close();
});

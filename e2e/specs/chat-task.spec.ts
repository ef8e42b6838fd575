import type { Page } from '@playwright/test';
import { openConversation } from '../pages/conversation';
import { openDesktop } from '../pages/flex-desktop';
import { expect, test } from '../support/browser-test';
import { startSuite, type Suite } from '../support/suite';

let suite: Suite;

test.beforeAll(async () => {
  suite = await startSuite();
});

test.afterAll(async () => {
  await suite.close();
});

/** Opens the desktop of an agent who takes tasks. */
async function agentOn(page: Page, worker: string): Promise<void> {
  const desktop = await openDesktop(page, suite, `as=agent&worker=${worker}`);
  await desktop.setActivity('Available');
}

/** A queue that only this agent of the two serves. */
async function chatFrom(from: string, queue: string): Promise<string> {
  const { taskSid } = await suite.control.createTask({ channel: 'chat', queue, from });
  return taskSid;
}

const customerSays = (taskSid: string, text: string): Promise<unknown> =>
  suite.control.driveTask(taskSid, 'messages', { text });

function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}

/** What Flex UI asked for in vain; the backend, which looks in Sync before it creates, is not meant. */
async function refusals(): Promise<readonly string[]> {
  const requests = await suite.control.requests();
  return requests
    .filter(({ status, path }) => status >= 400 && !path.startsWith('/sync.twilio.com/'))
    .map(({ status, method, path }) => `${status} ${method} ${path}`);
}

test('[CV6] an agent answers a chat, survives a reload, wraps up and completes it', async ({ page }) => {
  const errors = errorsOf(page);
  await agentOn(page, 'alice');
  const chat = openConversation(page);
  const taskSid = await chatFrom('Vera', 'VIP / EMEA');
  await customerSays(taskSid, 'Is anybody there?');
  await chat.accept();
  await expect(chat.messages).toHaveText([/^Vera.*Is anybody there\?$/]);

  // Hostile text stays text, whoever writes it.
  await chat.say('Hello <b>Vera</b> & welcome');
  await customerSays(taskSid, '<img src=x onerror="window.broken=1">');
  await expect(chat.messages).toHaveText([
    /Is anybody there/,
    /^Alice Adams.*Hello <b>Vera<\/b> & welcome$/,
    /^Vera.*<img src=x onerror="window\.broken=1">$/,
  ]);
  expect(await page.evaluate('window.broken')).toBeUndefined();

  // What the customer writes while the page loads, and in the moment when it has read the messages, is shown.
  await page.reload();
  await customerSays(taskSid, 'While you were away');
  await expect(chat.messages).toHaveCount(4, { timeout: 60_000 });
  await customerSays(taskSid, 'Just as you came back');
  await expect(chat.messages.last()).toContainText('Just as you came back');
  await chat.say('After the reload');
  const long = 'word '.repeat(1_500).trim();
  await customerSays(taskSid, long);
  await expect(chat.messages.last()).toContainText(long);

  await chat.wrapUp();
  await expect(chat.composer).toBeDisabled();
  await expect(chat.messages).toHaveCount(7);
  await chat.complete();
  await expect(chat.messages).toHaveCount(0);

  const { tasks, reservations } = await suite.control.truth();
  expect(tasks.find(({ sid }) => sid === taskSid)).toMatchObject({ status: 'completed', channel: 'chat' });
  expect(reservations.filter((each) => each.taskSid === taskSid)).toMatchObject([{ status: 'completed' }]);
  expect(errors).toEqual([]);
  expect(await refusals()).toEqual([]);
});

test('[CV4] two agents chat at once, and each reads only his own', async ({ pageElsewhere }) => {
  const [alicePage, bobPage] = [await pageElsewhere(), await pageElsewhere()];
  await agentOn(alicePage, 'alice');
  await agentOn(bobPage, 'bob');
  const [alice, bob] = [openConversation(alicePage), openConversation(bobPage)];
  const forAlice = await chatFrom('Anna', 'VIP / EMEA');
  await alice.accept();
  const forBob = await chatFrom('Boris', 'Español');
  await bob.accept();

  await alice.say('Alice to Anna');
  await bob.say('Bob to Boris');
  await customerSays(forAlice, 'Anna answers');
  await customerSays(forBob, 'Boris answers');
  await expect(alice.messages).toHaveText([/Alice Adams.*Alice to Anna/, /Anna.*Anna answers/]);
  await expect(bob.messages).toHaveText([/Bob Brown.*Bob to Boris/, /Boris.*Boris answers/]);

  // A second chat on the same desktop has a message list of its own.
  const second = await chatFrom('Cleo', 'VIP / EMEA');
  await alice.accept();
  await alice.choose('Cleo');
  await customerSays(second, 'Cleo here');
  await expect(alice.messages).toHaveText([/Cleo here/]);
  await alice.choose('Anna');
  await expect(alice.messages).toHaveText([/Alice to Anna/, /Anna answers/]);
  expect(await refusals()).toEqual([]);
  for (const taskSid of [forAlice, forBob, second]) await suite.control.driveTask(taskSid, 'complete');
});

test('[CV12] three hundred messages are read page by page, back to the first', async ({ page }) => {
  await agentOn(page, 'alice');
  const chat = openConversation(page);
  const taskSid = await chatFrom('Vera', 'VIP / EMEA');
  for (let number = 1; number <= 300; number += 1) await customerSays(taskSid, `message ${number} of 300`);
  await chat.accept();
  await expect(chat.messages.last()).toContainText('message 300 of 300');
  const loadedAtFirst = await chat.messages.count();
  expect(loadedAtFirst).toBeLessThan(300);

  await expect(async () => {
    await chat.messages.first().scrollIntoViewIfNeeded();
    await chat.messages.first().hover();
    await page.mouse.wheel(0, -4_000);
    await expect(chat.messages.first()).toContainText('message 1 of 300', { timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await expect(chat.messages).toHaveCount(300);
  expect(await refusals()).toEqual([]);
  await suite.control.driveTask(taskSid, 'complete');
});

for (const [channel, address] of [
  ['sms', '+15005550123'],
  ['whatsapp', 'whatsapp:+15005550123'],
] as const) {
  test(`[CV1] a customer who writes by ${channel} has an address, and the conversation ends with the task`, async ({
    page,
  }) => {
    const errors = errorsOf(page);
    await agentOn(page, 'alice');
    const chat = openConversation(page);
    const attributes = { name: 'Grace', language: 'es' };
    const from = '+15005550123';
    const { taskSid } = await suite.control.createTask({ channel, queue: 'VIP / EMEA', from, attributes });
    await customerSays(taskSid, 'Hola');
    await chat.accept();
    await expect(chat.messages).toHaveText([/Hola$/]);
    await chat.say('Good morning');
    // As plugins see the task.
    const attributesOfTasks =
      '[...Twilio.Flex.Manager.getInstance().store.getState().flex.worker.tasks.values()].map((task) => task.attributes)';
    const expected = {
      channelType: channel,
      customerAddress: address,
      customerName: 'Grace',
      from: address,
      language: 'es',
    };
    // The chat of the test before may still be on its way out.
    expect(await page.evaluate(attributesOfTasks)).toContainEqual(expect.objectContaining(expected));

    await suite.control.driveTask(taskSid, 'wrapup');
    await expect(chat.composer).toBeDisabled();
    await chat.complete();
    expect(errors).toEqual([]);
    expect(await refusals()).toEqual([]);
  });
}

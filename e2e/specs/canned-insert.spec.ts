import type { Locator, Page } from '@playwright/test';
import { openCannedPanel, type CannedPanel } from '../pages/canned-panel';
import { openConversation, type ConversationPage } from '../pages/conversation';
import { openDesktop } from '../pages/flex-desktop';
import { expect, test } from '../support/browser-test';
import { openCannedDesk } from '../support/canned-library';
import { startSuite, type Suite } from '../support/suite';

/** A queue that nobody but alice serves. */
const ALICES_QUEUE = 'VIP / EMEA';
const REFUND = 'Hello Vera, we have refunded your order: “naïve” 👩‍👩‍👧 costs 0 €.\nRegards, Alice Adams';

let suite: Suite;

test.beforeAll(async () => {
  suite = await startSuite();
  const admin = await openCannedDesk(suite);
  const library = await admin.newLibrary('Everyday replies', 'global');
  const write = (title: string, shortcut: string, body: string) =>
    admin.write(library.id, { title, shortcut, body, category: 'Orders', tags: ['money'] });
  await write(
    'Refund policy',
    'refund',
    'Hello {{customer.name}}, we have refunded your order: “naïve” 👩‍👩‍👧 costs {{task.fee}} €.\nRegards, {{worker.full_name}}',
  );
  await write('Opening hours', 'hours', 'We are open from 9 to 5.');
  await write('Delivery date', 'delivery', 'Order {{ask:order number}} arrives on {{task.arrival}}.');
});

test.afterAll(async () => {
  await suite.close();
});

/** The part of Flex UI's store that holds the drafts. */
interface FlexInPage {
  readonly Manager: {
    getInstance(): {
      readonly store: {
        getState(): {
          flex: { chat: { conversationInput: Readonly<Record<string, { readonly inputText: string }>> } };
        };
      };
    };
  };
}

interface Desk {
  readonly page: Page;
  readonly chat: ConversationPage;
  readonly panel: CannedPanel;
  readonly composer: Locator;
  readonly taskSid: string;
}

/** Alice in a chat with Vera, the panel open. */
async function chatting(page: Page): Promise<Desk> {
  const desktop = await openDesktop(page, suite, 'as=agent&worker=alice');
  await desktop.setActivity('Available');
  const { taskSid } = await suite.control.createTask({
    channel: 'chat',
    queue: ALICES_QUEUE,
    from: 'Vera',
    attributes: { fee: 0 },
  });
  const chat = openConversation(page);
  await chat.accept();
  const panel = await openCannedPanel(page);
  await expect(panel.rows).toHaveCount(3);
  return { page, chat, panel, composer: chat.composer, taskSid };
}

async function endOf({ taskSid }: Desk): Promise<void> {
  await suite.control.driveTask(taskSid, 'complete');
}

const DRAFT = ['Dear Vera! ', ' See you.'] as const;

/** The caret between the two halves of a draft. */
async function draft({ composer }: Desk): Promise<void> {
  await composer.fill(DRAFT.join(''));
  await composer.evaluate((field: HTMLTextAreaElement, caret) => {
    field.setSelectionRange(caret, caret);
  }, DRAFT[0].length);
}

const caretOf = (composer: Locator): Promise<number> =>
  composer.evaluate((field: HTMLTextAreaElement) => field.selectionStart);

/** From the row to the middle of the messages, as a hand would. */
async function drag({ page, panel, chat }: Desk, row: Locator): Promise<void> {
  const from = await row.boundingBox();
  const to = await chat.composer.boundingBox();
  if (from === null || to === null) throw new Error('Nothing to drag, or nowhere to drop it');
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2 - 20, from.y + from.height / 2 + 10, { steps: 3 });
  await expect(panel.dropZone).toContainText('Refund policy');
  await page.mouse.move(to.x + to.width / 2, to.y - 150, { steps: 8 });
  await expect(panel.dropZone).toHaveAttribute('data-over', 'true');
  await page.mouse.up();
}

const WAYS: Readonly<Record<string, (desk: Desk) => Promise<void>>> = {
  click: async ({ panel }) => {
    await panel.rowOf('Refund policy').click();
  },
  Enter: async ({ page, panel }) => {
    await panel.search.fill('refudn');
    await expect(panel.rows).toHaveCount(1);
    await page.keyboard.press('ArrowDown');
    await expect(panel.rowOf('Refund policy')).toBeFocused();
    await page.keyboard.press('Enter');
  },
  drag: async (desk) => {
    await drag(desk, desk.panel.rowOf('Refund policy'));
  },
  '/shortcut': async ({ page, panel }) => {
    await page.keyboard.type('/refu');
    await expect(panel.options.first()).toHaveAttribute('aria-selected', 'true');
    await expect(panel.options.first()).toContainText('Refund policy');
    await page.keyboard.press('Enter');
  },
};

for (const [way, use] of Object.entries(WAYS)) {
  test(`by ${way}, the text stands at the caret, the draft is kept, and one Ctrl+Z takes it back`, async ({ page }) => {
    const desk = await chatting(page);
    const { composer, panel } = desk;
    await draft(desk);
    await use(desk);
    await expect(composer).toHaveValue(DRAFT[0] + REFUND + DRAFT[1]);
    await expect(composer).toBeFocused();
    expect(await caretOf(composer)).toBe(DRAFT[0].length + REFUND.length);
    await expect(panel.announcer).toContainText('Inserted Refund policy');
    await expect(panel.popover).toHaveCount(0);
    await expect(panel.dropZone).toHaveCount(0);

    await page.keyboard.press('Control+z');
    await expect(composer).toHaveValue(way === '/shortcut' ? `${DRAFT[0]}/refu${DRAFT[1]}` : DRAFT.join(''));
    await page.keyboard.press('Control+Shift+z');
    await expect(composer).toHaveValue(DRAFT[0] + REFUND + DRAFT[1]);
    // What Flex sends is what is seen.
    await page.getByTestId('send-message').click();
    await expect(desk.chat.messages.last()).toContainText('“naïve” 👩‍👩‍👧 costs 0 €.');
    await expect(desk.chat.messages.last()).toContainText('See you.');
    await expect(composer).toHaveValue('');
    await endOf(desk);
  });
}

test('a drop onto the message field puts the text under the pointer', async ({ page }) => {
  const desk = await chatting(page);
  const { composer } = desk;
  await composer.fill('first line\nsecond line');
  await composer.press('Control+End');
  await desk.panel.rowOf('Opening hours').dragTo(composer, { targetPosition: { x: 2, y: 10 } });
  const value = await composer.inputValue();
  await expect(composer).not.toHaveValue('first line\nsecond line');
  expect(await composer.inputValue(), value).toBe('We are open from 9 to 5.first line\nsecond line');
  await endOf(desk);
});

test('Escape ends a drag, and closes the popover, with the text as it was', async ({ page }) => {
  const desk = await chatting(page);
  const { composer, panel } = desk;
  await composer.fill('Before ');
  await composer.press('End');
  await page.keyboard.type('/ho');
  await expect(panel.options).not.toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(panel.popover).toHaveCount(0);
  await expect(composer).toHaveValue('Before /ho');
  await expect(composer).toBeFocused();
  // A slash within a word is none.
  await composer.fill('either/or');
  await page.keyboard.type('/o');
  await expect(panel.popover).toHaveCount(0);

  const handle = panel.handle(panel.rowOf('Opening hours'));
  await handle.focus();
  await page.keyboard.press('Space');
  await expect(panel.dropZone).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel.dropZone).toHaveCount(0);
  await expect(panel.announcer).toContainText('was not moved');
  await expect(composer).toHaveValue('either/or/o');
  await endOf(desk);
});

test('a response is lifted and dropped by keyboard, and every step is announced', async ({ page }) => {
  const desk = await chatting(page);
  const { composer, panel } = desk;
  await draft(desk);
  await panel.search.focus();
  await page.keyboard.press('ArrowDown');
  const row = panel.rowOf('Refund policy');
  for (let steps = 0; steps < 3 && !(await row.evaluate((each) => each === document.activeElement)); steps += 1) {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Tab');
  await expect(panel.handle(row)).toBeFocused();
  await expect(panel.handle(row)).not.toHaveCSS('box-shadow', 'none');
  await page.keyboard.press('Space');
  await expect(panel.announcer).toContainText('Refund policy lifted');
  await expect(panel.handle(row)).toHaveAttribute('aria-pressed', 'true');
  await expect(panel.dropZone).toContainText('Press Enter');
  await page.keyboard.press('Enter');
  await expect(composer).toHaveValue(DRAFT[0] + REFUND + DRAFT[1]);
  await expect(panel.announcer).toContainText('Inserted Refund policy');
  await endOf(desk);
});

test('what is typed in the moments before and after an insertion is not lost', async ({ page }) => {
  const desk = await chatting(page);
  const { composer, panel, chat } = desk;
  // Its Document is open: the insertion follows the click at once.
  await panel.open(panel.rowOf('Opening hours'));
  await composer.fill('Earlier. ');
  await composer.press('End');
  // Flex copies the field into its store 100 ms after the last letter: until then the store has the older text.
  const wasStale = await page.evaluate(async () => {
    const field = document.querySelector<HTMLTextAreaElement>('[data-testid="message-input"]');
    const row = [...document.querySelectorAll<HTMLElement>('[data-testid="canned-row"]')].find((each) =>
      each.textContent.includes('Opening hours'),
    );
    if (field === null || row === undefined) throw new Error('Nothing to type in');
    const { Flex } = (window as unknown as { Twilio: { Flex: FlexInPage } }).Twilio;
    const stored = (): string =>
      Object.values(Flex.Manager.getInstance().store.getState().flex.chat.conversationInput)[0]?.inputText ?? '';
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- as a key does it, but in this very task
    document.execCommand('insertText', false, 'Just typed. ');
    row.click();
    while (!field.value.includes('9 to 5')) await new Promise((resolve) => setTimeout(resolve));
    const isStale = !stored().includes('Just typed.');
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- as above
    document.execCommand('insertText', false, ' And on.');
    return isStale;
  });
  expect(wasStale, 'the text was inserted within the window').toBe(true);
  const whole = 'Earlier. Just typed. We are open from 9 to 5. And on.';
  await expect(composer).toHaveValue(whole);
  const stored = (): Promise<string> =>
    page.evaluate(
      '(Object.values(Twilio.Flex.Manager.getInstance().store.getState().flex.chat.conversationInput)[0] ?? {}).inputText ?? ""',
    );
  await expect.poll(stored).toBe(whole);
  await expect(composer).toHaveValue(whole);
  await page.keyboard.press('Enter');
  await expect(chat.messages.last()).toContainText(whole);
  await endOf(desk);
});

test('a message with an unfilled placeholder is held, whoever sends it, and passes once when told to', async ({
  page,
}) => {
  const desk = await chatting(page);
  const { composer, panel, chat } = desk;
  const go = panel.guard.getByTestId('canned-guard-go');
  const override = panel.guard.getByTestId('canned-guard-override');
  const sendButton = page.getByTestId('send-message');
  const unfilled = 'Order {{ask:order number}} arrives on {{task.arrival}}.';
  await panel.rowOf('Delivery date').click();
  await expect(composer).toHaveValue(unfilled);

  await composer.press('Enter');
  await expect(panel.guard).toContainText('order number');
  await expect(composer).toHaveValue(unfilled);
  await composer.press('Escape');
  await expect(panel.guard).toHaveCount(0);
  await sendButton.click();
  await expect(panel.guard).toContainText('arrival');
  await expect(panel.guard).not.toContainText('task.arrival');
  await expect(chat.messages).toHaveCount(0);

  // One filled is not enough; the second is found for the agent.
  await go.click();
  await expect(composer).toBeFocused();
  await page.keyboard.type('4711');
  await expect(composer).toHaveValue('Order 4711 arrives on {{task.arrival}}.');
  await composer.press('Enter');
  await expect(panel.guard).toBeVisible();
  await go.click();
  await page.keyboard.type('Friday');
  await expect(panel.guard).toHaveCount(0);
  await composer.press('Enter');
  await expect(chat.messages).toHaveText([/Order 4711 arrives on Friday\.$/]);

  // Typed by hand; sent on purpose, by keyboard; and held again the next time.
  await composer.pressSequentially('Dear {{customer.name}}');
  await composer.press('Enter');
  await expect(panel.guard).toBeVisible();
  await expect(chat.messages).toHaveCount(1);
  for (let tabs = 0; tabs < 12 && !(await override.evaluate((each) => each === document.activeElement)); tabs += 1) {
    await page.keyboard.press('Tab');
  }
  await expect(override).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(chat.messages).toHaveCount(2);
  await expect(chat.messages.last()).toContainText('Dear {{customer.name}}');
  await expect(composer).toHaveValue('');
  await expect(panel.guard).toHaveCount(0);
  await composer.pressSequentially('Dear {{customer.name}}');
  await composer.press('Enter');
  await expect(panel.guard).toBeVisible();
  await expect(chat.messages).toHaveCount(2);
  await endOf(desk);
});

test('the preview asks for what only the agent knows, and inserts it filled', async ({ page }) => {
  const desk = await chatting(page);
  const { composer, panel } = desk;
  await panel.open(panel.rowOf('Delivery date'));
  await panel.placeholder('ask:order number').fill('4711 <b>');
  await panel.placeholder('task.arrival').fill('Monday');
  await expect(panel.previewText).toHaveText('Order 4711 <b> arrives on Monday.');
  await panel.insertButton.click();
  await expect(composer).toHaveValue('Order 4711 <b> arrives on Monday.');
  await endOf(desk);
});

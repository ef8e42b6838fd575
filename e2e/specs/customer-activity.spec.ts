import type { Page } from '@playwright/test';
import { RESPONSE_RULES_PATH, type FunnelAnswer, type Shop, type SoldAnswer } from '../../src/contract';
import { openCannedPanel } from '../pages/canned-panel';
import { openCustomerActivity } from '../pages/customer-activity-view';
import { openConversation } from '../pages/conversation';
import { openDemoShop, type DemoShop } from '../pages/demo-shop';
import { openDesktop } from '../pages/flex-desktop';
import { flexTokenOf } from '../support/backend-api';
import { violationsIn } from '../support/accessibility';
import { expect, test } from '../support/browser-test';
import { openInPage } from '../support/in-page-sync';
import { linkOf, openCannedDesk } from '../support/canned-library';
import { startService, type ServiceProcess } from '../support/service-process';
import { chatEnvironment, startSuite, type Suite } from '../support/suite';

/** A queue that nobody but alice serves. */
const ALICES_QUEUE = 'VIP / EMEA';
const HOUR_MS = 3_600_000;
/** Sync's codes for what an identity may not read, and for a Map that is not there. */
const [FORBIDDEN, NOT_FOUND] = [54007, 54200];

let suite: Suite;
let shop: ServiceProcess;

test.beforeAll(async () => {
  suite = await startSuite();
  const admin = await flexTokenOf(suite, 'ada', 'admin');
  const made = await asked<Shop>(admin, '/activity/shops/demo/write-keys', {});
  await writeResponses();
  shop = await startService('demo-shop', {
    DEMO_SHOP_PORT: '0',
    BACKEND_URL: suite.backendUrl,
    DEMO_SHOP_WRITE_KEY: made.writeKeys[0]?.key ?? '',
    DEMO_SHOP_SECRET: made.secret,
    ...chatEnvironment(suite.health, suite.pageUrl),
    DEMO_SHOP_CHAT_CONTEXT: JSON.stringify({ queue: ALICES_QUEUE }),
  });
});

/** Two responses for everybody, and the rule that a failed payment puts the second one first. */
async function writeResponses(): Promise<void> {
  const desk = await openCannedDesk(suite);
  const { id } = await desk.newLibrary('Everyday replies', 'global');
  await desk.write(id, { title: 'Anything else?' });
  await desk.write(id, { title: 'Card was declined', tags: ['payment'] });
  const rules = [{ id: 'payment', when: { kind: 'checkout-failed', step: 'payment' }, tag: 'payment' }];
  const saved = await desk.ask('PUT', RESPONSE_RULES_PATH, { revision: 0, rules });
  expect(saved.status).toBe(200);
  await linkOf(suite, 'alice', 1);
}

test.afterAll(async () => {
  await shop.stop();
  await suite.close();
});

async function asked<Answer>(token: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${suite.backendUrl}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** A question about this hour and the next, as a supervisor asks it. */
async function askedBySupervisor<Answer>(question: string): Promise<Answer> {
  const token = await flexTokenOf(suite, 'sam', 'supervisor');
  const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  const at = (hours: number): string => new Date(hour + hours * HOUR_MS).toISOString();
  return asked<Answer>(token, `/activity/${question}?from=${at(-1)}&to=${at(1)}`);
}

/** Ana looks for two things, puts one of them into the cart, and has her card declined. */
async function stallAtPayment(customer: DemoShop, page: Page): Promise<void> {
  await customer.search('unicorn');
  await customer.search('Rain Jacket');
  await customer.link('Harbour Rain Jacket').click();
  await customer.button('Add to cart').click();
  await customer.link('Cart (1)').click();
  await customer.button('Go to checkout').click();
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await customer.fill({ Name: 'Ana Ruiz', 'E-mail': 'ana@example.com' });
  await customer.button('Sign in').click();
  await customer.fill({ 'Street and number': 'Rue 1', 'Postal code': '75001', City: 'Paris' });
  await page.getByRole('main').getByLabel('Country').selectOption('France');
  await customer.button('Go on to shipping').click();
  await customer.button('Go on to payment').click();
  await customer.fill({ 'Card number': '4000 0000 0000 0002', Expiry: '12/40', 'Security code': '123' });
  await customer.button('Go on to review').click();
  await expect(customer.field('Card number')).toHaveAccessibleDescription(/declined/);
}

/** Ana asks the shop, at first without success, in a window as narrow as a telephone's. */
async function beginChat(customer: DemoShop, page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  await customer.button('Chat with us').press('Enter');
  await expect(customer.field('Your message')).toBeFocused();
  await page.route('**/chat', (route) => route.abort());
  await customer.fill({ 'Your message': 'My card does not work' });
  await page.keyboard.press('Enter');
  await expect(customer.field('Your message')).toHaveAccessibleDescription(/could not be started. Please try again/);
  await page.unroute('**/chat');
  await page.keyboard.press('Enter');
  await expect(customer.messages).toHaveText([/You.*My card does not work/]);
  await expect(page.getByText('Somebody will answer here.')).toBeVisible();
  expect(await violationsIn(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 720 });
}

/** What a page does that lies about who signed in: the shop's signature is not of this user. */
const tamperWithSignature = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const state = JSON.parse(localStorage.getItem('demo-shop') ?? '{}') as { customer: object };
    const customer = { ...state.customer, userIdSignature: '0'.repeat(64) };
    localStorage.setItem('demo-shop', JSON.stringify({ ...state, customer }));
  });

/** How long after its cause something is seen, in milliseconds. */
async function latencyOf(cause: () => Promise<void>, seen: () => Promise<void>): Promise<number> {
  await cause();
  const at = Date.now();
  await seen();
  return Date.now() - at;
}

test('while the agent talks she sees where the purchase stalls and why, and then that the order came', async ({
  page,
  pageElsewhere,
  browser,
}) => {
  const shopPage = await (await browser.newContext()).newPage();
  await shopPage.goto(shop.url);
  const customer = openDemoShop(shopPage);
  await stallAtPayment(customer, shopPage);

  const desktop = await openDesktop(page, suite, 'as=agent&worker=alice');
  await desktop.setActivity('Available');
  await beginChat(customer, shopPage);
  await page.getByTestId('task-item').getByText('Incoming chat request').click();
  const summary = page.getByTestId('customer-activity-incoming');
  await expect(summary).toContainText('declined', { timeout: 20_000 });
  const conversation = openConversation(page);
  await conversation.accept();
  await expect(conversation.messages).toHaveText([/Ana Ruiz.*My card does not work/]);
  await customer.button('Close the chat').press('Escape');
  await conversation.say('Please try another one');
  await expect(customer.button('Chat with us (1 new)')).toBeFocused();
  const responses = await openCannedPanel(page);
  await expect(responses.rows.first()).toContainText('Card was declined');
  await expect(responses.rows.first()).toContainText('Checkout failed at Payment: card declined');
  await expect(responses.rows).toHaveCount(2);
  const tabOf = (name: string) => page.getByRole('tab', { name });
  await tabOf('Customer activity').click();
  const panel = page.getByTestId('customer-activity-content');
  await expect(panel).toContainText('On Payment');
  await expect(panel).toContainText('1 failure, the last: card declined');
  await expect(page.getByTestId('cart-line')).toContainText('Harbour Rain Jacket');
  await expect(page.getByTestId('customer-search').last()).toHaveText(/unicorn\s*None found/);
  await expect(panel).not.toContainText('Not verified');
  expect(await violationsIn(page, 'customer-activity-content')).toEqual([]);

  await customer.fill({ 'Card number': '4242 4242 4242 4242' });
  const latencies = [
    await latencyOf(
      () => customer.button('Go on to review').click(),
      () => expect(panel).toContainText('On Review'),
    ),
    await latencyOf(
      () => customer.button('Place the order').click(),
      () => expect(page.getByTestId('customer-order')).toContainText('Ordered'),
    ),
    await latencyOf(
      () => customer.search('umbrella'),
      () => expect(page.getByTestId('customer-search').first()).toContainText('umbrella'),
    ),
  ];
  test.info().annotations.push({ type: 'milliseconds from shop to agent', description: latencies.join() });

  const funnel = await askedBySupervisor<FunnelAnswer>('funnel');
  expect(funnel).toMatchObject({ started: 1, ordered: 1 });
  expect(funnel.steps.map(({ step, name, completed }) => [step, name, completed])).toEqual([
    [1, 'Address', 1],
    [2, 'Shipping', 1],
    [3, 'Payment', 1],
    [4, 'Review', 1],
  ]);
  expect((await askedBySupervisor<SoldAnswer>('sold')).rows).toMatchObject([{ units: 1, orders: 1 }]);

  await shopPage.reload();
  await customer.button('Chat with us (1 new)').click();
  await expect(customer.messages).toHaveText([/My card does not work/, /Shop.*Please try another one/]);
  await customer.say('That one works, thank you');
  await expect(conversation.messages.last()).toContainText('That one works, thank you');

  await tamperWithSignature(shopPage);
  await customer.search('umbrella');
  await expect(panel).toContainText('Not verified');

  await tabOf('Canned responses').click();
  await expect(responses.rows.first()).toContainText('Anything else?');
  await expect(responses.root).not.toContainText('Checkout failed');
  await tabOf('Customer activity').click();
  await expect(panel).toBeVisible();

  const elsewhere = await pageElsewhere();
  await seeAsSupervisor(elsewhere, customer);
  const map = await mapOfCustomer();
  expect(await openInPage(page, suite, 'map', map, 'personal')).toEqual({ items: 6 });
  expect(await openInPage(elsewhere, suite, 'map', map, 'personal')).toMatchObject({ code: FORBIDDEN });

  const [task] = (await suite.control.truth()).tasks;
  await suite.control.driveTask(task?.sid ?? '', 'complete');
  await expect(page.getByTestId('customer-activity-content')).toHaveCount(0);
  await expect(shopPage.getByText('This chat has ended.')).toBeVisible();
  await customer.button('Start a new chat').click();
  await expect(customer.field('Your message')).toBeVisible();
  // She was the only one who read of the customer.
  await expect.poll(() => openInPage(page, suite, 'map', map, 'personal')).toMatchObject({ code: NOT_FOUND });
});

/** Unique name of the one Map of a customer that is in Sync. */
async function mapOfCustomer(): Promise<string> {
  const names = (await suite.control.usage()).flatMap(({ uniqueName }) => uniqueName ?? []);
  return names.find((name) => name.startsWith('customer.')) ?? '';
}

/** The purchase is in the figures of all customers, live and asked of the store, with the product that was bought. */
async function seeAsSupervisor(page: Page, customer: DemoShop): Promise<void> {
  await openDesktop(page, suite, 'as=supervisor');
  const view = await openCustomerActivity(page);
  await expect(view.figure('started', 'count')).toHaveText('1');
  await expect(view.figure('3', 'label')).toHaveText('Payment Step 3');
  await expect(view.figure('4', 'completed')).toHaveText('1');
  await expect(view.figure('4', 'now')).toContainText('0 customers');
  await expect(view.figure('ordered', 'count')).toContainText('1');
  await expect(view.rows('sold')).toHaveText(/Harbour Rain Jacket/);
  const count = (query: string): Promise<void> =>
    expect(view.rows('withoutResult').filter({ hasText: query })).toContainText('1');
  await count('unicorn');
  const latency = await latencyOf(
    () => customer.search('dragon'),
    () => count('dragon'),
  );
  test.info().annotations.push({ type: 'milliseconds from shop to supervisor', description: String(latency) });

  await view.rows('sold').getByRole('button').press('Enter');
  await expect(page.locator('[data-testid="product-figure"][data-key="sold"]')).toContainText('Sold11');
  await expect(page.locator('[data-testid="trend-figure"][data-key="sold"]')).toContainText('Sold: 1');
  expect(await violationsIn(page, 'activity-product-dialog')).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await violationsIn(page, 'activity-view')).toEqual([]);

  await view.period.selectOption({ label: 'From … until …' });
  await expect(page.getByTestId('activity-range')).toBeVisible();
  await expect(view.figure('3', 'label')).toHaveText('Payment Step 3');
  await expect(view.figure('ordered', 'change')).toHaveText('new');
  await expect(view.rows('sold')).toHaveText(/Harbour Rain Jacket/);
  await view.period.selectOption({ label: 'Yesterday' });
  await expect(view.root).toHaveAttribute('data-state', 'empty');
}

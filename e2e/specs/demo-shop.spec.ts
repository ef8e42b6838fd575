import type { Page } from '@playwright/test';
import { openDemoShop } from '../pages/demo-shop';
import { violationsIn } from '../support/accessibility';
import { expect, test } from '../support/browser-test';
import { startEventReceiver, type EventReceiver, type ReceivedEvent } from '../support/event-receiver';
import { startService, type ServiceProcess } from '../support/service-process';

let receiver: EventReceiver;
let shop: ServiceProcess;

test.beforeEach(async () => {
  receiver = await startEventReceiver();
  shop = await startService('demo-shop', {
    DEMO_SHOP_PORT: '0',
    BACKEND_URL: receiver.url,
    DEMO_SHOP_WRITE_KEY: 'key-of-the-test',
  });
});

test.afterEach(async () => {
  await shop.stop();
  await receiver.close();
});

/** As they happened: a batch may overtake another. */
const eventsSoFar = (): readonly ReceivedEvent[] =>
  receiver.batches
    .flatMap(({ batch }) => batch)
    .sort((one, other) => Date.parse(one.timestamp) - Date.parse(other.timestamp));

/** `page /cart`, `Products Searched`, `Checkout Step Viewed 2`. */
function nameOf({ type, event, properties = {} }: ReceivedEvent): string {
  const { path, step } = properties;
  if (type === 'page') return `page ${String(path)}`;
  return [event ?? type, ...(typeof step === 'number' ? [step] : [])].join(' ');
}

/** Whatever is asked of others than the shop and its backend, and what the browser complained of: refused requests, too. */
function watchRequests(page: Page): () => readonly string[] {
  const foreign: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') foreign.push(message.text());
  });
  page.context().on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && origin !== shop.url && origin !== receiver.url) foreign.push(request.url());
  });
  return () => foreign;
}

async function expectToBeUsable(page: Page): Promise<void> {
  expect(await violationsIn(page)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

test('a customer searches, signs in, is declined once and buys: each event once, in order, to the backend alone', async ({
  page,
}) => {
  const foreign = watchRequests(page);
  await page.clock.install();
  await page.setViewportSize({ width: 320, height: 640 });
  const customer = openDemoShop(page);
  await page.goto(shop.url);
  await expectToBeUsable(page);

  await customer.search('unicorn');
  await expect(page.getByText('Nothing found.')).toBeVisible();
  await customer.search('Rain Jacket');
  await expect(customer.heading).toHaveText('Search for “Rain Jacket”');
  await expect(customer.heading).toBeFocused();
  await expectToBeUsable(page);
  await customer.link('Harbour Rain Jacket').click();
  await customer.button('Add to cart').press('Enter');
  await expect(page.getByRole('status')).toHaveText('Harbour Rain Jacket is in your cart.');
  await expect(customer.button('Add to cart')).toBeFocused();
  await expectToBeUsable(page);

  await customer.link('Cart (1)').click();
  const quantity = customer.field('Quantity of Harbour Rain Jacket');
  for (const pieces of ['3', '2']) {
    await quantity.fill(pieces);
    await quantity.press('Tab');
    await expect(customer.link(`Cart (${pieces})`)).toBeVisible();
  }
  await expectToBeUsable(page);
  await customer.button('Go to checkout').click();

  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await customer.fill({ Name: 'Ana Ruiz', 'E-mail': 'ana' });
  await customer.button('Sign in').click();
  await expect(customer.field('E-mail')).toBeFocused();
  await expect(customer.field('E-mail')).toHaveAccessibleDescription(/please write it as/);
  await customer.field('E-mail').fill('ana@example.com');
  await customer.field('E-mail').press('Enter');

  await expect(customer.field('Name')).toHaveValue('Ana Ruiz');
  await customer.fill({ 'Street and number': 'Rue 1', 'Postal code': '75001', City: 'Paris' });
  await page.getByRole('main').getByLabel('Country').selectOption('France');
  await expectToBeUsable(page);
  await customer.button('Go on to shipping').click();
  await customer.field('Express: the next working day, €12.90').check();
  await customer.button('Go on to payment').click();
  await customer.fill({ 'Card number': '4000 0000 0000 0002', Expiry: '12/40', 'Security code': '123' });
  await customer.button('Go on to review').click();
  await expect(customer.field('Card number')).toHaveAccessibleDescription(/declined/);
  await expectToBeUsable(page);
  await customer.fill({ 'Card number': '4242 4242 4242 4242' });
  await customer.button('Go on to review').click();
  await expect(page.getByText('card ending in 4242')).toBeVisible();
  await customer.button('Place the order').click();
  await expect(customer.heading).toHaveText('Thank you for your order');
  await expect(customer.link('Cart (0)')).toBeVisible();
  const orderPath = new URL(page.url()).pathname;

  const told = () => eventsSoFar().map(nameOf);
  await expect
    .poll(told)
    .toEqual([
      'page /',
      'page /search',
      'Products Searched',
      'page /search',
      'Products Searched',
      'Product List Viewed',
      'Product Clicked',
      'page /product/p-101',
      'Product Viewed',
      'Product Added',
      'page /cart',
      'Cart Viewed',
      'Product Added',
      'Product Removed',
      'Checkout Started',
      'page /checkout/address',
      'Checkout Step Viewed 1',
      'page /account',
      'identify',
      'page /checkout/address',
      'Checkout Step Viewed 1',
      'Checkout Step Completed 1',
      'page /checkout/shipping',
      'Checkout Step Viewed 2',
      'Checkout Step Completed 2',
      'page /checkout/payment',
      'Checkout Step Viewed 3',
      'Payment Info Entered 3',
      'Checkout Step Failed 3',
      'Payment Info Entered 3',
      'Checkout Step Completed 3',
      'page /checkout/review',
      'Checkout Step Viewed 4',
      'Checkout Step Completed 4',
      'Order Completed',
      `page ${orderPath}`,
    ]);
  expectPayloads(eventsSoFar());
  // The library would report about itself to its maker after half a minute.
  await page.clock.fastForward('02:00');
  await page.reload();
  await expect(customer.heading).toBeVisible();
  expect(foreign()).toEqual([]);
});

function expectPayloads(events: readonly ReceivedEvent[]): void {
  const named = (name: string) => events.filter((event) => nameOf(event) === name).map(({ properties }) => properties);
  expect(named('Products Searched')).toMatchObject([
    { query: 'unicorn', results: 0 },
    { query: 'Rain Jacket', results: 2 },
  ]);
  expect(named('Product Added')).toMatchObject([{ quantity: 1 }, { quantity: 2 }]);
  expect(named('Product Removed')).toMatchObject([{ product_id: 'p-101', quantity: 1, price: 129, currency: 'EUR' }]);
  const [failed] = named('Checkout Step Failed 3');
  const [order] = named('Order Completed');
  expect(failed).toEqual({
    checkout_id: order?.['checkout_id'],
    step: 3,
    step_name: 'Payment',
    reason: 'card_declined',
  });
  expect(order).toMatchObject({
    order_id: named('Checkout Started')[0]?.['order_id'],
    revenue: 258,
    total: 270.9,
    currency: 'EUR',
    products: [{ product_id: 'p-101', quantity: 2, price: 129 }],
  });
  const identify = events.find(({ type }) => type === 'identify');
  expect(identify).toMatchObject({ traits: { email: 'ana@example.com', name: 'Ana Ruiz' } });
  expect(new Set(events.map(({ anonymousId }) => anonymousId)).size).toBe(1);
  const users = events.map(({ userId }) => userId ?? null);
  expect(new Set(users)).toEqual(new Set([null, identify?.userId]));
  expect(users.lastIndexOf(null)).toBe(events.findIndex(({ type }) => type === 'identify') - 1);
  expect(events.at(-1)?.context).toMatchObject({ location: { country: 'FR' }, library: { name: 'analytics.js' } });
  expect(JSON.stringify(events)).not.toMatch(/4000 0000|4242/);

  for (const { path, headers, writeKey, batch } of receiver.batches) {
    expect({ path, writeKey }).toEqual({ path: '/v1/b', writeKey: 'key-of-the-test' });
    expect(headers['content-type']).toBe('text/plain');
    expect(headers.authorization).toBe(`Basic ${Buffer.from('key-of-the-test:').toString('base64')}`);
    expect(batch.length).toBeLessThanOrEqual(10);
  }
  expect(new Set(events.map(({ messageId }) => messageId)).size).toBe(events.length);
}

test('a cart outlives a reload, and what a country does not get stops the customer at the address', async ({
  page,
}) => {
  const customer = openDemoShop(page);
  await page.goto(`${shop.url}/product/p-110`);
  await customer.button('Add to cart').click();
  await page.reload();
  await customer.link('Cart (1)').click();
  await customer.button('Go to checkout').click();

  await page.goto(`${shop.url}/checkout/payment`);
  await expect(customer.heading).toHaveText('Checkout: Address');
  await customer.fill({ Name: 'Bob', 'Street and number': 'Rue 2', 'Postal code': '75002', City: 'Paris' });
  await page.getByRole('main').getByLabel('Country').selectOption('France');
  await customer.button('Go on to shipping').click();
  await expect(page.getByRole('alert')).toHaveText(/^Not sold in France: Children's Rain Cape\./);
  await expectToBeUsable(page);

  await page.getByLabel('Deliver to').selectOption('France');
  await page.goto(`${shop.url}/product/p-110`);
  await expect(page.getByText('this is not sold in France')).toBeVisible();
  await expect(customer.button('Add to cart')).toHaveCount(0);
  await page.goto(`${shop.url}/no/such/page`);
  await expect(customer.heading).toHaveText('Page not found');
  await customer.link('Go to the front page').click();
  await page.goBack();
  await expect(customer.heading).toHaveText('Page not found');
});

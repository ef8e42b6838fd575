import { CATEGORIES, inCategory, isSoldIn, searchGoods } from '../goods/catalogue';
import type { Product } from '../goods/goods';
import { fullLines, quantityOf, withQuantity } from '../purchase/cart';
import {
  cartViewed,
  productAdded,
  productClicked,
  productListViewed,
  productRemoved,
  productsSearched,
  productViewed,
} from '../purchase/shop-events';
import type { Browser } from './browser';
import { between, chance, oneOf, type Random } from './random';

/** As people type: the same words in several ways, and words for which the shop has nothing. */
const QUERIES = [
  ['rain jacket', 'Rain Jacket', ' rain  jacket', 'ＲＡＩＮ jacket'],
  ['boot', 'BOOT', 'boot '],
  ['backpack', 'Backpack'],
  ['espresso', 'Espresso'],
  ['crème brûlée', 'CRÈME BRÛLÉE'],
  ['notebook', 'NoteBook'],
  ['nordvik', 'Nordvik', 'NORDVIK'],
  ['kestrel pullover'],
  ['children', 'Children'],
  ['chair', 'Chair'],
  ['unicorn costume', 'Unicorn Costume'],
  ['gift card', 'Gift  card', 'GIFT CARD'],
  ['größentabelle', 'GRÖSSENTABELLE'],
  ['left-handed mug'],
] as const;

/** Some searches and lists, the products behind them, and what of them gets into the cart. */
export function lookAround(browser: Browser, wantsToBuy: boolean): void {
  browser.page('/', 'Welcome');
  const looks = between(browser.random, 1, 3);
  for (let look = 0; look < looks; look += 1) {
    const products = chance(browser.random, 0.7) ? search(browser) : openCategory(browser);
    visitSome(browser, products, wantsToBuy ? 0.6 : 0.2);
  }
  if (browser.lines.length > 0) viewCart(browser);
}

function search(browser: Browser): readonly Product[] {
  const { random, currency } = browser;
  const query = oneOf(random, oneOf(random, QUERIES));
  const products = searchGoods(query);
  browser.page(`/search?q=${encodeURIComponent(query)}`, `Search for “${query}”`);
  browser.track(productsSearched(query, products.length));
  if (products.length > 0) browser.track(productListViewed('search', null, products, currency));
  return products;
}

function openCategory(browser: Browser): readonly Product[] {
  const category = oneOf(browser.random, CATEGORIES);
  const products = inCategory(category);
  browser.page(`/category/${category.toLowerCase()}`, category);
  browser.track(productListViewed(category.toLowerCase(), category, products, browser.currency));
  return products;
}

function visitSome(browser: Browser, products: readonly Product[], added: number): void {
  const { random, currency } = browser;
  for (const [index, product] of products.entries()) {
    if (!chance(random, 1 / (index + 1.3))) continue;
    browser.track(productClicked(product, index + 1, currency));
    browser.page(`/product/${product.id}`, product.name);
    browser.track(productViewed(product, currency));
    if (isSoldIn(product, browser.country) && chance(random, added)) addToCart(browser, product);
    if (chance(random, 0.5)) return;
  }
}

function addToCart(browser: Browser, product: Product): void {
  const quantity = quantityOfTaste(browser.random);
  const { lines, currency, cartId } = browser;
  browser.lines = withQuantity(lines, product.id, quantityOf(lines, product.id) + quantity);
  browser.track(productAdded(cartId, product, { quantity, currency }));
}

const quantityOfTaste = (random: Random): number => (chance(random, 0.8) ? 1 : between(random, 2, 3));

function viewCart(browser: Browser): void {
  const { random, currency, cartId } = browser;
  browser.page('/cart', 'Cart');
  browser.track(cartViewed(cartId, fullLines(browser.lines), currency));
  const [first, ...others] = fullLines(browser.lines);
  if (first === undefined || others.length === 0 || !chance(random, 0.2)) return;
  browser.lines = withQuantity(browser.lines, first.product.id, 0);
  browser.track(productRemoved(cartId, first.product, { quantity: first.quantity, currency }));
}

import { CATEGORIES, inCategory, searchGoods } from '../../goods/catalogue';
import { productListViewed, productsSearched } from '../../purchase/shop-events';
import { el, link } from '../dom';
import type { Visit } from '../shop';
import { deliveryCountry } from '../shop-state';
import { notFound } from './not-found';
import { productGrid } from './product-grid';

export const categoryPath = (category: string): string => `/category/${encodeURIComponent(category.toLowerCase())}`;

const categoryList = (): HTMLElement =>
  el('ul', { with: { class: 'chips' } }, ...CATEGORIES.map((name) => el('li', {}, link(categoryPath(name), name))));

/** With one product of each category. */
export const home: Visit = (shop) => ({
  title: 'Welcome',
  content: [
    el('p', {}, 'Everything for a walk, a desk and a kitchen. Look for something above, or begin with a category.'),
    categoryList(),
    el('h2', { with: { class: 'aside' } }, 'In the window'),
    productGrid(
      shop,
      CATEGORIES.flatMap((category) => inCategory(category).slice(0, 1)),
    ),
  ],
});

export const category: Visit = (shop, parameter) => {
  const name = CATEGORIES.find((each) => each.toLowerCase() === parameter);
  if (name === undefined) return notFound();
  const products = inCategory(name);
  return {
    title: name,
    content: [productGrid(shop, products)],
    opened: () => {
      const { currency } = deliveryCountry(shop.state());
      shop.tracker.track(productListViewed(name.toLowerCase(), name, products, currency));
    },
  };
};

export const search: Visit = (shop, _parameter, parameters) => {
  const query = (parameters.get('q') ?? '').trim();
  if (query === '') {
    return { title: 'Search', content: [el('p', {}, 'Type what you are looking for.'), categoryList()] };
  }
  const products = searchGoods(query);
  return {
    title: `Search for “${query}”`,
    content: products.length === 0 ? nothingFound() : [countOf(products.length), productGrid(shop, products)],
    opened: (isReturn) => {
      // Who comes back from a product did not search once more.
      if (!isReturn) shop.tracker.track(productsSearched(query, products.length));
      const { currency } = deliveryCountry(shop.state());
      if (products.length > 0) shop.tracker.track(productListViewed('search', null, products, currency));
    },
  };
};

const countOf = (count: number): HTMLElement => el('p', {}, count === 1 ? '1 product' : `${count} products`);

const nothingFound = (): readonly Node[] => [
  el('p', {}, 'Nothing found. Try fewer or other words, or look into a category.'),
  categoryList(),
];

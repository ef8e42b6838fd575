import { GOODS, type Product } from './goods';

const BY_ID = new Map(GOODS.map((product) => [product.id, product]));

export const CATEGORIES: readonly string[] = [...new Set(GOODS.map(({ category }) => category))];

export const findProduct = (id: string): Product | undefined => BY_ID.get(id);

export const inCategory = (category: string): readonly Product[] =>
  GOODS.filter((product) => product.category === category);

export const isSoldIn = ({ notSoldIn }: Product, country: string): boolean => !notSoldIn.includes(country);

/** Products in whose description every word of the query occurs, whatever its case, width and accents. */
export function searchGoods(query: string): readonly Product[] {
  const words = foldText(query)
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  return GOODS.filter((product) => {
    const text = foldText([product.name, product.brand, product.category, product.colour].join(' '));
    return words.every((word) => text.includes(word));
  });
}

const foldText = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

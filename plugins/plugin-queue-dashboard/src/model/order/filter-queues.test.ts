import { matchesFilter } from './filter-queues';

const matches = (name: string, filter: string, groups: string[] = []): boolean =>
  matchesFilter({ name, groups }, filter);

describe('matchesFilter', () => {
  it('matches everything when the filter is empty or blank', () => {
    expect(matches('Sales', '')).toBe(true);
    expect(matches('Sales', '  ')).toBe(true);
  });

  it.each([
    ['Zürich Süd', 'zurich SUD'],
    ['Straße', 'STRASSE'],
    ['İstanbul', 'istanbul'],
    ['Ｓａｌｅｓ', 'sales'],
    ['Ventas España', 'espana'],
    ['販売', '販'],
    ['한국어', '한국'],
    ['خدمة العملاء', 'العملاء'],
  ])('finds "%s" by "%s"', (name, filter) => {
    expect(matches(name, filter)).toBe(true);
  });

  it('wants every word, in the name or in a group, in any order', () => {
    expect(matches('Sales / EMEA', 'emea sales')).toBe(true);
    expect(matches('Refunds', 'back refunds', ['Back office'])).toBe(true);
    expect(matches('Sales / EMEA', 'sales apac')).toBe(false);
  });

  it('takes characters of regular expressions as they are', () => {
    expect(matches('Sales (new)', '(new')).toBe(true);
    expect(matches('Sales', '.*')).toBe(false);
  });
});

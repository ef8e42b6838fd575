import type { CustomerEntry } from '../../../src/contract';
import type { CustomerFigures } from '../../../services/demo-shop/oracle/customers';

/** A row of the backend's table of customers. */
export interface CustomerRow {
  readonly kind: string;
  readonly id: string;
  /** JSON text of the entries of the customer's Map. */
  readonly entries: string;
}

const MOST_TOLD = 5;

/** Customers of whom something else is shown than the truth, in words. */
export function wrongCustomers(
  rows: readonly CustomerRow[],
  customers: ReadonlyMap<string, CustomerFigures>,
): { readonly count: number; readonly told: readonly string[] } {
  const shown = new Map(rows.map(({ kind, id, entries }) => [`${kind}:${id}`, entries]));
  const wrong = [...customers].flatMap(([who, truth]) => {
    const entries = shown.get(who);
    const problem = entries === undefined ? 'is not shown' : problemOf(JSON.parse(entries) as CustomerEntry[], truth);
    return problem === null ? [] : [`${who} ${problem}`];
  });
  const strangers = [...shown.keys()].filter((who) => !customers.has(who)).map((who) => `${who} is nobody`);
  const all = [...wrong, ...strangers];
  return { count: all.length, told: all.slice(0, MOST_TOLD) };
}

type EntryOf<Kind extends CustomerEntry['kind']> = Extract<CustomerEntry, { readonly kind: Kind }>;

function problemOf(entries: readonly CustomerEntry[], truth: CustomerFigures): string | null {
  const entry = <Kind extends CustomerEntry['kind']>(kind: Kind): EntryOf<Kind> | undefined =>
    entries.find((each): each is EntryOf<Kind> => each.kind === kind);
  const [searches, interests, orders] = [entry('searches'), entry('interests'), entry('orders')];
  const cart = entry('cart');
  const lines = cart?.lines ?? [];
  const steps = entry('checkout')?.steps ?? [];
  const failures = steps.flatMap(({ failures: told }) => told ?? []).sort((a, b) => (a.lastAt < b.lastAt ? -1 : 1));
  const checks: readonly (readonly [what: string, isRight: boolean])[] = [
    ['page', isCut(entry('now')?.page?.path ?? null, truth.page)],
    [
      'searches',
      areCut(
        searches?.searches.map(({ query }) => query) ?? [],
        truth.searches.map(({ query }) => query),
      ),
    ],
    [
      'results',
      areSame(
        searches?.searches.map(({ found }) => found) ?? [],
        truth.searches.map(({ found }) => found),
      ),
    ],
    ['interests', areCut(interests?.products.map(({ name }) => name) ?? [], truth.interests)],
    ['orders', areCut(orders?.orders.map(({ orderId }) => orderId) ?? [], truth.orders)],
    ['cart', lines.length + (cart?.more ?? 0) === Object.keys(truth.cart).length && lines.every(isInCart(truth.cart))],
    ['failure', truth.lastFailure === undefined || isCut(failures.at(-1)?.lastReason ?? null, truth.lastFailure)],
  ];
  const wrong = checks.flatMap(([what, isRight]) => (isRight ? [] : [what]));
  return wrong.length === 0 ? null : `has wrong ${wrong.join(', ')}: ${JSON.stringify([entries, truth])}`;
}

const isInCart =
  (cart: Readonly<Record<string, number>>) =>
  ({ name, quantity }: { readonly name: string; readonly quantity: number }): boolean =>
    Object.entries(cart).some(([told, pieces]) => isCut(name, told) && pieces === quantity);

/** The text, or the beginning of it that had room. */
const isCut = (shown: string | null, told: string | null): boolean =>
  shown === told || (shown !== null && told !== null && shown.endsWith('…') && told.startsWith(shown.slice(0, -1)));

/** The first of the texts, as many as had room: none only where there is none. */
const areCut = (shown: readonly string[], told: readonly string[]): boolean =>
  shown.length <= told.length &&
  (shown.length > 0 || told.length === 0) &&
  shown.every((text, index) => isCut(text, told[index] ?? null));

const areSame = (shown: readonly unknown[], told: readonly unknown[]): boolean =>
  shown.every((each, index) => each === told[index]);

import { activitySummaryDocument, productMap, type TrendAnswer } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { fireEvent, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import {
  funnelAnswer,
  funnelStep,
  NO_FUNNEL,
  productItem,
  productKey,
  searchedAnswer,
  searchedRow,
  soldAnswer,
  soldRow,
  summary,
  trendAnswer,
  visitedAnswer,
} from './testing/activity-fixtures';
import {
  createActivityBackend,
  refusal,
  renderSupervisor,
  rowsOf,
  setUpSupervisor,
  textOf,
  viewStateOf,
  type ActivityBackend,
} from './testing/render-supervisor';

setUpSupervisor();

/** Midnight that yesterday began with, in Berlin. */
const YESTERDAY = '2026-06-01T22:00:00.000Z';
const TODAY = '2026-06-02T22:00:00.000Z';
const isOfYesterday = (query: { readonly from?: unknown }): boolean => query.from === YESTERDAY;

/** Yesterday ten products were sold, the day before some of them. */
const busyBackend = (): ActivityBackend =>
  createActivityBackend({
    searched: (query) =>
      query['by'] === 'product'
        ? searchedAnswer([
            searchedRow('p-1', 4, { product: { productKey: productKey(1), name: 'Product 1', category: 'Jackets' } }),
          ])
        : searchedAnswer(
            query['withoutResult'] === 'true'
              ? [searchedRow('unicorn', 5, { withoutResult: 4 })]
              : [searchedRow('rain', isOfYesterday(query) ? 12 : 9, { withoutResult: 1 }), searchedRow('hat', 3)],
          ),
    sold: (query) => {
      const rows = Array.from({ length: 15 }, (_, index) => soldRow(index + 1, 30 - index));
      if (query['category'] !== undefined) return soldAnswer(soldRow(3, 2));
      return isOfYesterday(query) ? soldAnswer(...rows.slice(0, Number(query['limit']))) : soldAnswer(soldRow(1, 40));
    },
    visited: () => visitedAnswer({ path: '/', visits: 8, visitors: 5, meanDwellMs: 65_000 }),
    funnel: (query) =>
      funnelAnswer(isOfYesterday(query) ? {} : { started: 8, ordered: 4, steps: [funnelStep(1, 8, 4, 4)] }),
  });

const yesterday = { search: '?period=yesterday' };

describe('a range of the store', () => {
  it('is asked by the hours of the reporting time zone, and compared with the range before', async () => {
    const { backend } = await renderSupervisor({ ...yesterday, backend: busyBackend() });
    expect(viewStateOf()).toBe('ready');
    expect(textOf('activity-range')).toBe(
      'From Jun 2, 2026, 12:00 AM until Jun 3, 2026, 12:00 AM (Europe/Berlin). ' +
        'Compared with Jun 1, 2026, 12:00 AM until Jun 2, 2026, 12:00 AM.',
    );
    expect(backend.requests.filter(({ question }) => question === 'funnel')).toEqual([
      { question: 'funnel', query: { from: YESTERDAY, to: TODAY } },
      { question: 'funnel', query: { from: '2026-05-31T22:00:00.000Z', to: YESTERDAY } },
    ]);
    expect(backend.requests).toHaveLength(10);
    expect(rowsOf('activity-searched')).toEqual([
      ['rain', '12', '+3 (+33%)', '1'],
      ['hat', '3', 'no change', '0'],
    ]);
    expect(rowsOf('activity-withoutResult')).toEqual([['unicorn', '4', 'no change']]);
    expect(rowsOf('activity-sold').slice(0, 2)).toEqual([
      ['Product 1', '30', '-10 (-25%)', '30', '0', '€300.00'],
      ['Product 2', '29', 'new', '29', '0', '€290.00'],
    ]);
    expect(rowsOf('activity-visited')).toEqual([['/', '8', 'no change', '5', '1 min']]);
    expect(rowsOf('activity-funnel', 'funnel-row')).toEqual([
      ['Checkout begun', '10', '+2 (+25%)', '0', '–', '–'],
      ['Step 1', '10 100% of all', '+2 (+25%)', '2 (20%)', '8', '2'],
      ['Step 2', '8 80% of all', 'new', '4 (50%)', '4', '3'],
      ['Ordered', '4 40% of all', 'no change', '–', '–', '–'],
    ]);
  });

  it('is asked anew by who comes back, and shown as it was until that is answered', async () => {
    const { backend, person } = await renderSupervisor({ ...yesterday, backend: busyBackend() });
    await person.selectOptions(screen.getByLabelText('Period'), 'today');
    backend.answers['visited'] = () => visitedAnswer({ path: '/', visits: 9, visitors: 5, meanDwellMs: 65_000 });
    backend.requests.splice(0);
    fireEvent.change(screen.getByLabelText('Period'), { target: { value: 'yesterday' } });
    expect(rowsOf('activity-visited')[0]?.[1]).toBe('8');
    await passTime(100);
    expect(rowsOf('activity-visited')[0]?.[1]).toBe('9');
    expect(backend.requests).toHaveLength(10);
  });

  it('does not call new what may have been behind the 500 first of the range before', async () => {
    const backend = busyBackend();
    backend.answers['sold'] = (query) =>
      isOfYesterday(query)
        ? soldAnswer(soldRow(9_999, 1))
        : soldAnswer(...Array.from({ length: 500 }, (_, index) => soldRow(index + 1, 9)));
    await renderSupervisor({ ...yesterday, backend });
    expect(rowsOf('activity-sold')).toEqual([['Product 9999', '1', '–', '1', '0', '€10.00']]);
  });

  it('compares no page that has the same path in two shops', async () => {
    const backend = busyBackend();
    const home = (visits: number) => ({ path: '/', visits, visitors: 1, meanDwellMs: 1_000 });
    backend.answers['visited'] = (query) =>
      isOfYesterday(query) ? visitedAnswer(home(5)) : visitedAnswer(home(4), home(3));
    await renderSupervisor({ ...yesterday, backend });
    expect(rowsOf('activity-visited')).toEqual([['/', '5', '–', '1', '1 sec']]);
  });

  it('shows ten rows, and more on demand; who asked keeps the focus', async () => {
    const { person } = await renderSupervisor({ ...yesterday, backend: busyBackend() });
    expect(rowsOf('activity-sold')).toHaveLength(10);
    const more = within(screen.getByTestId('activity-sold')).getByTestId('activity-more');
    await person.click(more);
    await passTime(100);
    expect(rowsOf('activity-sold')).toHaveLength(15);
    const end = within(screen.getByTestId('activity-sold')).getByText('All are shown.');
    expect(end).toHaveFocus();
  });

  it('is narrowed to a category of products, and counts searches by product; the others are not asked again', async () => {
    const { backend, person, url } = await renderSupervisor({ ...yesterday, backend: busyBackend() });
    const before = backend.requests.length;
    await person.selectOptions(screen.getByLabelText('Category of products'), 'Hats');
    await passTime(100);
    expect(rowsOf('activity-sold')).toEqual([['Product 3', '2', 'no change', '2', '0', '€20.00']]);
    expect(backend.requests.slice(before).map(({ question }) => question)).toEqual(['sold', 'sold']);
    await person.selectOptions(screen.getByLabelText('Searches by'), 'product');
    await passTime(100);
    expect(rowsOf('activity-searched')).toEqual([['Product 1', '4', 'no change']]);
    expect(backend.requests.at(-1)?.query).toMatchObject({ by: 'product', category: 'Hats' });
    expect(url.get('category')).toBe('Hats');
  });

  it('is saved as the file that the store makes, up to 500 rows', async () => {
    const backend = busyBackend();
    const { person } = await renderSupervisor({ ...yesterday, backend });
    backend.answers['sold'] = () => new Blob(['file of the store']);
    const saved: [string, unknown][] = [];
    const contents: unknown[] = [];
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => `blob:${contents.push(blob)}`,
      revokeObjectURL: () => undefined,
    });
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push([this.download, contents.pop()]);
    });
    await person.click(screen.getByRole('button', { name: 'Download as CSV: Most sold' }));
    await passTime(10);
    expect(backend.requests.at(-1)).toEqual({
      question: 'sold',
      query: { from: YESTERDAY, to: TODAY, format: 'csv', limit: 500 },
    });
    expect(saved).toEqual([['customer-activity.sold.2026-06-01T22Z.2026-06-02T22Z.csv', expect.any(Blob)]]);
    backend.failure = refusal('unavailable', 'The database is away', 503);
    await person.click(screen.getByRole('button', { name: 'Download as CSV: Most sold' }));
    await passTime(10);
    expect(textOf('activity-sold')).toContain('The file could not be made: The database is away.');
  });

  it('says from when on figures are kept when it begins before', async () => {
    const backend = busyBackend();
    backend.answers['searched'] = () => searchedAnswer([searchedRow('rain', 1)], '2026-06-02T10:00:00.000Z');
    await renderSupervisor({ ...yesterday, backend });
    expect(textOf('activity-kept-since')).toContain('Figures are kept since Jun 2, 2026');
  });

  it('is chosen by date and hour; what ends before it begins is not asked, and says so', async () => {
    const { backend, person, container } = await renderSupervisor({ ...yesterday, backend: busyBackend() });
    await person.selectOptions(screen.getByLabelText('Period'), 'custom');
    await passTime(100);
    const before = backend.requests.length;
    expect(screen.getByLabelText('Until: Hour')).toHaveDisplayValue('end of the day');
    await person.selectOptions(screen.getByLabelText('Until: Hour'), '2:00 PM');
    await passTime(100);
    expect(backend.requests.at(-1)?.query).toMatchObject({ to: YESTERDAY });
    expect(backend.requests[before]?.query).toMatchObject({ from: YESTERDAY, to: '2026-06-02T12:00:00.000Z' });
    const asked = backend.requests.length;
    fireEvent.change(screen.getByLabelText('From: Date'), { target: { value: '2026-06-05' } });
    await passTime(100);
    expect(textOf('activity-range-problem')).toContain('The range has to begin before it ends');
    expect(screen.getByLabelText('From: Date')).toHaveAccessibleDescription(/begin before it ends/);
    expect(backend.requests).toHaveLength(asked);
    jest.useRealTimers();
    const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
    const { violations } = await axe.run(container, { rules });
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    jest.useFakeTimers({ now: Date.now() });
  });

  it('names the hour that the clock shows twice by its zone', async () => {
    await renderSupervisor({
      search: '?period=custom&from=2025-10-25T22:00:00.000Z&to=2025-10-26T12:00:00.000Z',
      backend: busyBackend(),
    });
    const hours = [...screen.getByLabelText<HTMLSelectElement>('From: Hour').options].map(({ text }) => text);
    expect(hours.slice(0, 5)).toEqual(['12:00 AM', '1:00 AM', '2:00 AM GMT+2', '2:00 AM GMT+1', '3:00 AM']);
    expect(hours).toHaveLength(25);
  });

  it('follows nothing in Sync once the zone is known', async () => {
    const { fake } = await renderSupervisor({ ...yesterday, backend: busyBackend() });
    expect(fake.store.usage().listeners).toBe(0);
  });
});

describe('the state of a range', () => {
  it('is an error with a way to try again while nothing could be read', async () => {
    const backend = busyBackend();
    backend.failure = refusal('unreachable', 'The backend cannot be reached', 0);
    const { person } = await renderSupervisor({ ...yesterday, backend });
    expect(viewStateOf()).toBe('error');
    expect(textOf('activity-banner')).toContain('The backend cannot be reached.');
    expect(textOf('activity-searched')).toContain('Could not be read.');
    backend.failure = null;
    await person.click(screen.getByTestId('activity-retry'));
    await passTime(100);
    expect(viewStateOf()).toBe('ready');
  });

  it('keeps what is shown when it cannot be read again', async () => {
    const { backend, person } = await renderSupervisor({ ...yesterday, backend: busyBackend() });
    backend.failure = refusal('too_many_requests', 'Ask again in 3 s.', 429);
    await person.click(screen.getByTestId('activity-refresh'));
    await passTime(100);
    expect(viewStateOf()).toBe('stale');
    expect(textOf('activity-banner')).toContain('Not all figures could be readAsk again in 3 s.');
    expect(rowsOf('activity-searched')).toHaveLength(2);
    const alerts = screen.getAllByRole('alert').filter(({ textContent }) => textContent !== '');
    expect(alerts).toHaveLength(1);
  });

  it('is forbidden when the backend says so', async () => {
    const backend = busyBackend();
    backend.failure = refusal('not_supervisor', 'Only supervisors', 403);
    await renderSupervisor({ ...yesterday, backend });
    expect(viewStateOf()).toBe('forbidden');
    expect(screen.queryByTestId('activity-searched')).not.toBeInTheDocument();
  });

  it('is empty when nothing happened', async () => {
    const backend = createActivityBackend({ funnel: () => funnelAnswer(NO_FUNNEL) });
    await renderSupervisor({ ...yesterday, backend });
    expect(viewStateOf()).toBe('empty');
  });

  it('is that of the live summary while the zone is not known', async () => {
    const { fake } = await renderSupervisor({ ...yesterday, today: null, backend: busyBackend() });
    expect(viewStateOf()).toBe('empty');
    fake.setDocument(activitySummaryDocument('today'), summary());
    await passTime(40_000);
    expect(viewStateOf()).toBe('ready');
  });
});

describe('the details of a product', () => {
  const trend: TrendAnswer['rows'] = [
    { at: YESTERDAY, searched: 1, viewed: 9, added: 2, sold: 0 },
    { at: TODAY, searched: 3, viewed: 4, added: 1, sold: 0 },
  ];
  const product = productMap(productKey(1));

  it('open with Enter, live beside what was before, and close with Escape', async () => {
    const backend = createActivityBackend({ trend: () => trendAnswer(trend) });
    const { fake, person } = await renderSupervisor({
      backend,
      prepare(service) {
        service.createMap(product);
        service.setItem(product, 'name', productItem({ kind: 'name', text: 'Harbour Rain Jacket' }));
        service.setItem(product, 'quantity', productItem({ kind: 'quantity', quantity: 0 }));
        service.setItem(product, 'countries', productItem({ kind: 'countries', text: 'DE FR' }));
        service.setItem(
          product,
          'price',
          productItem({ kind: 'price', price: { minorUnits: 12_900, currency: 'EUR' } }),
        );
        service.setItem(product, 'sold', productItem({ kind: 'sold', hour: 1, today: 5 }));
      },
    });
    const opener = screen.getByRole('button', { name: 'Harbour Rain Jacket' });
    opener.focus();
    await person.keyboard('{Enter}');
    await passTime(500);
    const dialog = screen.getByRole('dialog', { name: 'Harbour Rain Jacket' });
    expect(
      within(dialog)
        .getAllByTestId('product-attribute')
        .map(({ textContent }) => textContent),
    ).toEqual(['Harbour Rain Jacket', '€129.00', 'Sold out', 'France, Germany']);
    fake.setItem(product, 'sold', productItem({ kind: 'sold', hour: 2, today: 6 }));
    await passTime(500);
    expect(rowsOf('activity-product-live', 'product-figure')).toEqual([['Sold', '2', '6']]);
    expect(backend.requests).toEqual([
      {
        question: 'trend',
        query: { from: '2026-05-27T22:00:00.000Z', to: '2026-06-03T22:00:00.000Z', product: productKey(1) },
      },
    ]);
    expect(screen.getAllByTestId('trend-figure').map(({ textContent }) => textContent)).toEqual([
      'Searches that led to it: 4 most: 3, Jun 3, 2026',
      'Views: 13 most: 9, Jun 2, 2026',
      'Put into a cart: 3 most: 2, Jun 2, 2026',
      'Sold: 0 nothing in this time',
    ]);
    await person.click(screen.getByTestId('activity-trend-table'));
    expect(within(screen.getByRole('table', { name: 'Figures over time' })).getAllByRole('row')).toHaveLength(3);
    await person.keyboard('{Escape}');
    await passTime(500);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(opener).toHaveFocus();
  });

  it('say that nobody met it lately, and still what was before', async () => {
    const backend = createActivityBackend({ trend: () => trendAnswer(trend) });
    const { person } = await renderSupervisor({ backend });
    await person.click(screen.getByRole('button', { name: 'Wool Hat' }));
    await passTime(500);
    expect(screen.getByTestId('activity-product-live')).toHaveAttribute('data-state', 'not-met');
    expect(textOf('activity-product-live')).toContain('No customer met this product in the last 24 hours');
    expect(screen.getByTestId('activity-trend')).toHaveAttribute('data-state', 'ready');
  });

  it('say when what was before could not be read, with a way to try again', async () => {
    const backend = createActivityBackend({ trend: () => trendAnswer(trend) });
    backend.failure = refusal('unavailable', 'The database is away', 503);
    const { person } = await renderSupervisor({ backend });
    await person.click(screen.getByRole('button', { name: 'Wool Hat' }));
    await passTime(500);
    expect(textOf('activity-trend')).toContain('What was before could not be read: The database is away.');
    backend.failure = null;
    await person.click(screen.getByTestId('activity-trend-retry'));
    await passTime(100);
    expect(screen.getByTestId('activity-trend')).toHaveAttribute('data-state', 'ready');
  });
});

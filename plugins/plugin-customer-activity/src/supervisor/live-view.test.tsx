import { activitySummaryDocument, productMap, stepDocument } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { act, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { emptySummary, funnel, funnelStep, productKey, stepData, summary } from './testing/activity-fixtures';
import { renderSupervisor, rowsOf, setUpSupervisor, textOf, viewStateOf } from './testing/render-supervisor';

setUpSupervisor();

describe('the live questions', () => {
  it('answer what is searched, sold and visited today, and since when, in the reporting time zone', async () => {
    const { backend } = await renderSupervisor();
    expect(viewStateOf()).toBe('ready');
    expect(textOf('activity-since')).toBe('Live, since Jun 3, 2026, 12:00 AM (Europe/Berlin).');
    expect(rowsOf('activity-searched')).toEqual([
      ['rain jacket', '12'],
      ['مظلة', '6'],
    ]);
    expect(rowsOf('activity-withoutResult')).toEqual([['unicorn', '3']]);
    // Amounts of two currencies stand beside each other.
    expect(rowsOf('activity-sold')).toEqual([
      ['Harbour Rain Jacket', '5', '€645.00 + ¥12,000'],
      ['Wool Hat', '2', '–'],
    ]);
    expect(rowsOf('activity-visited')).toEqual([['/product/p-101', '30', '21']]);
    expect(backend.requests).toEqual([]);
  });

  it('show how far checkouts came, what is lost between two steps, and where most stop', async () => {
    await renderSupervisor();
    expect(textOf('funnel-worst')).toBe('Most stop at Step 2: 3 checkouts. 1 checkout is still under way.');
    expect(rowsOf('activity-funnel', 'funnel-row').map((cells) => cells.slice(0, 5))).toEqual([
      ['Checkout begun', '10', '0', '–', '–'],
      ['Step 1', '10 100% of all', '2 (20%)', '8', '2'],
      ['Step 2', '8 80% of all', '4 (50%)', '4', '3'],
      ['Ordered', '4 40% of all', '–', '–', '–'],
    ]);
  });

  it('call a step as the shop does, as text in its own direction, and tell its number', async () => {
    const steps = [
      funnelStep(1, 10, 8, 2, '<img src=x>'),
      funnelStep(2, 8, 4, 3, 'الدفع'),
      funnelStep(3, 4, 4, 0, ' '),
    ];
    await renderSupervisor({ today: summary({ funnel: funnel({ steps }) }) });
    expect(textOf('funnel-worst')).toContain('Most stop at الدفع: 3 checkouts.');
    expect(rowsOf('activity-funnel', 'funnel-row').map(([stage]) => stage)).toEqual([
      'Checkout begun',
      ...['<img src=x> Step 1', 'الدفع Step 2', 'Step 3'],
      'Ordered',
    ]);
    for (const shown of screen.getAllByText('الدفع')) expect(shown).toHaveAttribute('dir', 'auto');
  });

  it('tell who is at a step now and who is stuck, of the steps that are shown and of no other', async () => {
    const { fake, tell } = await renderSupervisor({
      prepare(service) {
        service.setDocument(stepDocument(1), stepData(1, { nowOn: 1, stalled: 0, completedBy: [] }));
        service.setDocument(stepDocument(2), stepData(2));
        service.setDocument(stepDocument(3), stepData(3));
      },
    });
    const now = (): string[] => rowsOf('activity-funnel', 'funnel-row').map((cells) => cells[5] ?? '');
    expect(now()).toEqual(['–', '1 customer', '2 customers 1 stalledlast completed 4 min. ago', '–']);
    expect(fake.openHandles()).toBe(4);
    await tell(summary({ funnel: funnel({ steps: [funnelStep(3, 4, 4, 0)] }) }));
    expect(now()).toHaveLength(3);
    await passTime(60_000);
    // The summary, the heartbeat and one step.
    expect(fake.openHandles()).toBe(3);
  });

  it('draw again what changed and nothing else', async () => {
    const { tell, takeRowRenders } = await renderSupervisor();
    const searched = [
      { query: 'rain jacket', searches: 12 },
      { query: 'مظلة', searches: 7 },
    ];
    await tell(summary({ searched }));
    expect(takeRowRenders()).toEqual(['مظلة']);
    await tell(summary({ searched, funnel: funnel({ ordered: 5 }) }));
    expect(takeRowRenders()).toEqual([]);
    expect(rowsOf('activity-funnel', 'funnel-row').pop()?.slice(0, 2)).toEqual(['Ordered', '5 50% of all']);
  });

  it('are about the window that was chosen, which alone is followed, and the link to it leads back', async () => {
    const { fake, person, url } = await renderSupervisor({
      prepare(service) {
        service.setDocument(
          activitySummaryDocument('now'),
          summary({ window: 'now', since: '2026-06-03T09:45:00.000Z', searched: [{ query: 'hat', searches: 1 }] }),
        );
      },
    });
    const opened = fake.openHandles();
    await person.selectOptions(screen.getByLabelText('Period'), 'now');
    await passTime(500);
    expect(textOf('activity-since')).toContain('11:45 AM');
    expect(rowsOf('activity-searched')).toEqual([['hat', '1']]);
    expect(url.get('period')).toBe('now');
    expect(screen.getByLabelText('Period')).toHaveFocus();
    await passTime(60_000);
    expect(fake.openHandles()).toBeLessThanOrEqual(opened);
  });

  it('are sorted by any column, and name the order', async () => {
    const { person } = await renderSupervisor();
    const card = within(screen.getByTestId('activity-sold'));
    await person.click(card.getByRole('button', { name: /Product/ }));
    expect(card.getByRole('columnheader', { name: /Product/ })).toHaveAttribute('aria-sort', 'ascending');
    expect(rowsOf('activity-sold').map(([name]) => name)).toEqual(['Harbour Rain Jacket', 'Wool Hat']);
    await person.click(card.getByRole('button', { name: /Product/ }));
    expect(rowsOf('activity-sold').map(([name]) => name)).toEqual(['Wool Hat', 'Harbour Rain Jacket']);
  });
});

it('every list that is shown can be saved as a file', async () => {
  const { person } = await renderSupervisor();
  const saved: string[] = [];
  Object.assign(URL, { createObjectURL: () => 'blob:1', revokeObjectURL: () => undefined });
  jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  for (const button of screen.getAllByRole('button', { name: /Download as CSV/ })) await person.click(button);
  await passTime(10);
  expect(saved).toEqual(
    ['funnel', 'searched', 'withoutResult', 'sold', 'visited'].map((name) => `customer-activity.${name}.today.csv`),
  );
});

it('has nothing that axe objects to: figures, a product, a message', async () => {
  const { person, baseElement, tell } = await renderSupervisor();
  const check = async (what: string): Promise<void> => {
    jest.useRealTimers();
    // jsdom has no layout: colours are for the browser tests. A whole page has landmarks; this is a part of one.
    const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
    const { violations } = await axe.run(baseElement, { rules });
    expect([what, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([what, []]);
    jest.useFakeTimers({ now: Date.now() });
  };
  await check('figures');
  await person.click(screen.getByRole('button', { name: 'Wool Hat' }));
  await passTime(500);
  await check('a product');
  await person.keyboard('{Escape}');
  await passTime(500);
  await tell(emptySummary());
  await check('a message');
});

describe('the state of the live view', () => {
  it('is loading before the summary is there', async () => {
    await renderSupervisor({
      prepare(fake) {
        fake.getToken = () => new Promise(() => undefined);
      },
    });
    expect(viewStateOf()).toBe('loading');
    expect(screen.getByRole('heading', { name: 'Loading' })).toBeInTheDocument();
  });

  it('is empty, with what can be done, when nothing happened; and fills by itself', async () => {
    const { tell } = await renderSupervisor({ today: emptySummary() });
    expect(viewStateOf()).toBe('empty');
    expect(textOf('activity-message')).toContain('Choose a longer period');
    await tell(summary());
    expect(viewStateOf()).toBe('ready');
  });

  it('is forbidden when Sync says so, and hides the figures', async () => {
    const { fake } = await renderSupervisor();
    act(() => {
      fake.forbid(activitySummaryDocument('today'));
    });
    await passTime(600);
    expect(viewStateOf()).toBe('forbidden');
    expect(screen.queryByTestId('activity-row')).not.toBeInTheDocument();
  });

  it('keeps the figures when the connection is lost, says since when, and recovers', async () => {
    const { fake, live } = await renderSupervisor();
    act(() => {
      fake.disconnect();
    });
    await passTime(7_000);
    expect(viewStateOf()).toBe('lost');
    expect(textOf('activity-banner')).toContain('Connection lost');
    expect(rowsOf('activity-withoutResult')).toEqual([['unicorn', '3']]);
    act(() => {
      fake.reconnect();
    });
    await live(1_000);
    expect(viewStateOf()).toBe('ready');
    expect(screen.getByTestId('activity-banner')).toBeEmptyDOMElement();
  });

  it('is stale when the backend gives no sign of life', async () => {
    await renderSupervisor();
    await passTime(35_000);
    expect(viewStateOf()).toBe('stale');
    expect(textOf('activity-banner')).toContain('The backend is not answering');
  });

  it('is empty while a backend that lives has no summary, and fills when it makes one', async () => {
    const { tell, live } = await renderSupervisor({ today: null });
    expect(viewStateOf()).toBe('empty');
    await tell(summary());
    await live(30_000);
    expect(viewStateOf()).toBe('ready');
  });
});

it('follows nothing any more after it was left', async () => {
  const { fake, unmount } = await renderSupervisor();
  unmount();
  expect(fake.store.usage().listeners).toBe(0);
});

it('does not read a product before somebody asks', async () => {
  const { fake } = await renderSupervisor({
    prepare(service) {
      service.createMap(productMap(productKey(1)));
    },
  });
  expect(fake.openHandles()).toBe(2);
});

import { passTime } from '@flex-sync-suite/shared/testing';
import { act, fireEvent, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { BUDGET, item, object, rate, service, services, standing } from '../testing/explorer-fixtures';
import {
  createExplorerBackend,
  linesOf,
  markedIn,
  press,
  refusal,
  renderExplorer,
  setUpExplorer,
  textOf,
} from '../testing/render-explorer';

setUpExplorer();

const QUEUE = object(1);
const CALLS = object(1, { kind: 'map', uniqueName: 'recent-calls.WK1', bytes: null });
const OWN = object(2, { uniqueName: 'notes', isSuite: false });

const value = (queued: number, revision: string) => ({
  object: { ...QUEUE, revision },
  data: { now: { queued }, name: 'Sales' },
  masked: [],
  budget: BUDGET,
});

describe('what a service holds', () => {
  it('is a tree of kinds and names, of which only what is open was asked', async () => {
    const { backend, person } = await renderExplorer(createExplorerBackend([QUEUE, CALLS, OWN]));
    expect(linesOf('explorer-tree')).toEqual(['▾Documents2', 'notes', '▾queue.1', '1', '▸Maps', '▸Lists', '▸Streams']);
    expect(backend.asked.filter(({ question }) => question === 'GET objects')).toHaveLength(1);
    await person.click(screen.getByText('Lists'));
    expect(linesOf('explorer-tree').slice(-3)).toEqual(['▾Lists0', 'None', '▸Streams']);
    expect(textOf('explorer-budget')).toContain('18 now, then 20 a second');
  });

  it('reads the page that follows when somebody scrolls to it, or asks for it, and never by itself', async () => {
    jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(560);
    const page = (from: number, next: string | null) => ({
      objects: Array.from({ length: 3 }, (_, index) => object(from + index)),
      looked: 3,
      next,
      budget: BUDGET,
    });
    const backend = createExplorerBackend([], {
      'GET objects': ({ cursor = '1' }) => page(Number(cursor), cursor === '7' ? null : `${Number(cursor) + 3}`),
    });
    const { person } = await renderExplorer(backend);
    await passTime(20_000);
    expect(linesOf('explorer-tree')).toContain('More (3 so far)');
    fireEvent.scroll(screen.getByTestId('explorer-tree'));
    await passTime(10);
    expect(linesOf('explorer-tree')).toContain('More (6 so far)');
    await person.click(screen.getByText('More (6 so far)'));
    await passTime(10);
    expect(linesOf('explorer-tree')).toEqual(expect.arrayContaining(['▾Documents9', '9']));
    expect(linesOf('explorer-tree').join()).not.toContain('More');
  });

  it('is walked by the keyboard as a tree is', async () => {
    await renderExplorer(createExplorerBackend([QUEUE, CALLS, OWN]));
    act(() => {
      screen.getAllByRole('treeitem')[0]!.focus();
    });
    expect(press('ArrowRight')).toBe('notes');
    expect(press('q')).toBe('▾queue.1');
    expect(press('ArrowLeft')).toBe('▸queue.1');
    expect(press('ArrowLeft')).toBe('▾Documents2');
    expect(press('End')).toBe('▸Streams');
    expect(press('Home', 'ArrowLeft')).toBe('▸Documents2');
    expect(linesOf('explorer-tree')).toHaveLength(4);
  });

  it('of 10,000 objects draws what is in sight, and the keyboard comes to the last one', async () => {
    jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(560);
    jest.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(400);
    const backend = createExplorerBackend(Array.from({ length: 10_000 }, (_, index) => object(index)));
    await renderExplorer(backend);
    expect(linesOf('explorer-tree')[0]).toBe('▾Documents10,000');
    expect(linesOf('explorer-tree').length).toBeLessThan(60);
    act(() => {
      screen.getAllByRole('treeitem')[0]!.focus();
    });
    expect(press('End')).toBe('▸Streams');
    expect(press('PageUp')).toBe('9992');
    expect(linesOf('explorer-tree').length).toBeLessThan(60);
  });

  it('says when too much was asked, and goes on when somebody asks again', async () => {
    const backend = createExplorerBackend([QUEUE]);
    const objects = backend.answers['GET objects']!;
    backend.answers['GET objects'] = () => refusal(429, 'too_many_requests');
    const { person } = await renderExplorer(backend);
    expect(screen.getByTestId('explorer-tree-problem')).toHaveAttribute('data-problem', 'too-often');
    backend.answers['GET objects'] = objects;
    await person.click(screen.getByText('Try again'));
    await passTime(10);
    expect(screen.queryByTestId('explorer-tree-problem')).not.toBeInTheDocument();
    expect(linesOf('explorer-tree')).toContain('▾queue.1');
  });
});

describe('a search', () => {
  it('tells how many it looked at, stops when told to, and goes on', async () => {
    const backend = createExplorerBackend([]);
    let pages = 0;
    backend.answers['GET objects'] = ({ kind, name }) => {
      if (name !== undefined || kind !== 'document') return { objects: [], looked: 0, next: null, budget: BUDGET };
      pages += 1;
      return {
        objects: pages === 3 ? [object(77, { uniqueName: 'q.77' })] : [],
        looked: 1_000,
        next: pages < 8 ? `page ${pages}` : null,
        budget: BUDGET,
      };
    };
    const { person } = await renderExplorer(backend);
    pages = 0;
    await person.type(screen.getByTestId('explorer-search'), 'q.');
    await person.click(screen.getByTestId('explorer-find'));
    await passTime(100);
    expect(textOf('explorer-search-progress')).toContain('Looked at: 5,000, found: 1');
    expect(screen.getByTestId('explorer-search-progress')).toHaveAttribute('data-step', 'paused');
    await person.click(screen.getByText('Go on'));
    await passTime(100);
    expect(textOf('explorer-search-progress')).toContain('Looked at all: 8,000, found: 1');
    expect(linesOf('explorer-tree')).toContain('77');
    await person.click(screen.getByText('All objects'));
    expect(screen.queryByTestId('explorer-search-progress')).not.toBeInTheDocument();
  });
});

describe('a value', () => {
  it('that changed elsewhere is there within a second, with its path marked for a moment and told once', async () => {
    const backend = createExplorerBackend([QUEUE], { 'GET object': () => value(1, '1') });
    const { person } = await renderExplorer(backend, `?kind=document&name=${QUEUE.uniqueName}`);
    await passTime(10);
    expect(linesOf('explorer-json')).toEqual(['▾{2}', '▾now: {1}', 'queued: 1', 'name: "Sales"']);
    backend.answers['GET object'] = () => value(2, '2');
    await passTime(900);
    expect(linesOf('explorer-json')).toContain('queued: 2');
    expect(markedIn('explorer-json')).toEqual(['', '/now', '/now/queued']);
    expect(textOf('explorer-changed')).toBe('Changed (1): /now/queued');
    await passTime(5_000);
    expect(markedIn('explorer-json')).toEqual([]);

    await person.click(screen.getByTestId('explorer-compare'));
    expect(textOf('explorer-differences')).toBe('/now/queued changedBefore1After2');
  });

  it('is asked seldom after a failure, and not at all while nobody sees the page', async () => {
    const backend = createExplorerBackend([QUEUE], { 'GET object': () => value(1, '1') });
    await renderExplorer(backend, `?kind=document&sid=${QUEUE.sid}`);
    backend.answers['GET object'] = () => refusal(429, 'too_many_requests');
    await passTime(900);
    expect(screen.getByTestId('explorer-value-problem')).toHaveAttribute('data-problem', 'too-often');
    const count = () => backend.asked.filter(({ question }) => question === 'GET object').length;
    const before = count();
    await passTime(4_000);
    expect(count() - before).toBeLessThanOrEqual(1);
    const visible = jest.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    const hidden = count();
    await passTime(30_000);
    expect(count()).toBe(hidden);
    visible.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(count()).toBe(hidden + 1);
    await passTime(10);
  });

  it('of hostile text is shown literally, and without what may name a person until somebody reveals it', async () => {
    const backend = createExplorerBackend([QUEUE], {
      'GET object': () => ({
        object: { ...QUEUE, uniqueName: 'a\u202E<b>' },
        data: { '<script>\u0000': '\u2066x', phone: '•••' },
        masked: ['/phone'],
        budget: BUDGET,
      }),
      'POST reveal': () => ({ revision: '1', data: { phone: '+1 555' } }),
    });
    const { person } = await renderExplorer(backend, `?kind=document&sid=${QUEUE.sid}`);
    expect(screen.getByRole('heading', { level: 2, name: 'Document a\\u202e<b>' })).toBeInTheDocument();
    expect(linesOf('explorer-json')).toEqual(['▾{2}', '<script>\\u0000: "\\u2066x"', 'phone: hidden']);
    await person.click(screen.getByTestId('explorer-reveal'));
    expect(screen.getByTestId('explorer-reveal-dialog')).toHaveTextContent('goes on record');
    expect(backend.asked.map(({ question }) => question)).not.toContain('POST reveal');
    await person.click(screen.getByTestId('explorer-reveal-confirm'));
    await passTime(10);
    expect(linesOf('explorer-revealed')).toEqual(['▾{1}', 'phone: "+1 555"']);
    expect(backend.asked.find(({ question }) => question === 'POST reveal')?.body).toEqual({ itemKey: null });
  });

  it('of a Map is a page of items, never all, from any key on', async () => {
    const backend = createExplorerBackend([CALLS], {
      'GET items': ({ cursor, from }) => {
        const first = String(from ?? cursor ?? 'a');
        return {
          items: [item(`${first}1`), item(`${first}2`)],
          next: cursor === undefined ? 'b' : null,
          budget: BUDGET,
        };
      },
    });
    const { person } = await renderExplorer(backend, `?kind=map&name=${CALLS.uniqueName}`);
    await passTime(10);
    const keys = () => linesOf('explorer-items').map((line) => line.slice(1, 3));
    expect(keys()).toEqual(['a1', 'a2']);
    await passTime(3_000);
    expect(keys()).toEqual(['a1', 'a2']);
    await person.click(screen.getByTestId('explorer-items-next'));
    await passTime(10);
    expect(keys()).toEqual(['b1', 'b2']);
    await person.type(screen.getByTestId('explorer-items-from'), 'x');
    await person.click(screen.getByText('Go'));
    await passTime(10);
    expect(keys()).toEqual(['x1', 'x2']);
    await person.click(screen.getByText(/x1/));
    expect(textOf('explorer-item')).toContain('Item x1');
    expect(linesOf('explorer-items')[1]).toBe('title: "Item x1"');
  });
});

describe('the details', () => {
  it('tell size, rate, end, readers by name and links; a link leads on', async () => {
    const backend = createExplorerBackend([QUEUE, CALLS], {
      'GET rates': () => ({
        at: '2026-11-30T12:00:00.000Z',
        rates: [rate({ writesIn10s: 190, throttledIn10s: 1_800, throttledIn5min: 1_900 })],
      }),
      'GET standing': () =>
        standing({
          readers: [
            {
              identity: 'WK1',
              read: true,
              write: false,
              manage: false,
              who: { kind: 'worker', workerSid: `WK${'1'.repeat(32)}` as never, name: 'Ada' },
            },
          ],
          isOpenToAll: true,
          links: [
            {
              direction: 'names',
              itemKey: null,
              to: { kind: 'map', sid: CALLS.sid, uniqueName: CALLS.uniqueName },
              state: 'there',
            },
            {
              direction: 'names',
              itemKey: '3',
              to: { kind: 'document', sid: object(9).sid, uniqueName: null },
              state: 'missing',
            },
          ],
          outbox: {
            waiting: 2,
            waitingSince: '2026-11-30T11:59:00.000Z',
            nextAt: null,
            attempts: 3,
            lastError: '54006',
            setAside: 'foreign',
            writtenAt: null,
          },
        }),
      'POST write-again': () => null,
    });
    const { person } = await renderExplorer(backend, `?kind=document&sid=${QUEUE.sid}`);
    await passTime(10);
    expect(textOf('explorer-ends')).toBe('in 1:00:00');
    await passTime(1_000);
    expect(textOf('explorer-ends')).toBe('in 59:59');
    expect(screen.getByTestId('explorer-gauge')).toHaveAttribute('data-level', 'over');
    expect(textOf('explorer-gauge')).toContain('Over its limit199 of 20 a second');
    expect(textOf('explorer-throttled')).toBe('Refused (429): 1,800 in 10 seconds, 1,900 in 5 minutes');
    expect(textOf('explorer-readers')).toContain('Ada (WK1): read');
    expect(textOf('explorer-readers')).toContain('Everybody with a token');
    expect(textOf('explorer-links')).toContain('(item 3) missing');
    expect(textOf('explorer-outbox')).toContain('Changes that wait: 2');
    await person.click(screen.getByTestId('explorer-write-again'));
    await passTime(10);
    expect(textOf('explorer-outbox')).toContain('It is written again.');
    await person.click(within(screen.getByTestId('explorer-links')).getByText('recent-calls.WK1'));
    await passTime(10);
    expect(window.location.search).toContain('kind=map&name=recent-calls.WK1');
    expect(screen.getByRole('heading', { level: 2, name: 'Map recent-calls.WK1' })).toBeInTheDocument();
  });

  it('of what is not there any more say so', async () => {
    await renderExplorer(createExplorerBackend([QUEUE]), '?kind=document&name=gone');
    expect(textOf('explorer-value-message')).toContain('It is not there');
  });
});

describe('the page', () => {
  it.each([
    [403, 'not_admin', 'forbidden', 'You may not look into Sync'],
    [429, 'too_many_requests', 'too-often', 'Sync could not be read'],
    [503, 'unavailable', 'failed', 'The backend says unavailable'],
  ])('that the backend answers %i %s is %s', async (status, code, state, text) => {
    await renderExplorer(createExplorerBackend([], { 'GET services': () => refusal(status, code) }));
    expect(screen.getByTestId('sync-explorer')).toHaveAttribute('data-state', state);
    expect(textOf('explorer-message')).toContain(text);
  });

  it('lets somebody choose among services, and a link keeps it', async () => {
    const other = service({ sid: `IS${'9'.repeat(32)}` as never, friendlyName: 'Other', isSuite: false });
    const backend = createExplorerBackend([QUEUE], { 'GET services': () => services(other, service()) });
    const { person } = await renderExplorer(backend, `?kind=document&sid=${QUEUE.sid}`);
    expect(screen.getByTestId('explorer-service')).toHaveValue(service().sid);
    await person.selectOptions(screen.getByTestId('explorer-service'), other.sid);
    await passTime(10);
    expect(window.location.search).toBe(`?service=${other.sid}`);
    expect(textOf('explorer-service-facts')).toContain('Other');
  });

  it('has nothing that axe complains of', async () => {
    const backend = createExplorerBackend([QUEUE, CALLS, OWN], {
      'GET rates': () => ({ at: '2026-11-30T12:00:00.000Z', rates: [rate()] }),
    });
    const { container } = await renderExplorer(backend, `?kind=document&sid=${QUEUE.sid}`);
    await passTime(10);
    jest.useRealTimers();
    // There are no colours in jsdom.
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    jest.useFakeTimers({ now: Date.now() });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});

import type { ExplorerFinding, SyncActivityEntry } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { fireEvent, screen } from '@testing-library/react';
import axe from 'axe-core';
import { BUDGET, NOON, object, service } from '../testing/explorer-fixtures';
import {
  createExplorerBackend,
  linesOf,
  refusal,
  renderExplorer,
  setUpExplorer,
  textOf,
} from '../testing/render-explorer';

setUpExplorer();
beforeEach(() => {
  window.sessionStorage.clear();
});

const OWN = object(2, { uniqueName: 'notes', isSuite: false, revision: '1' });
const value = (data: Record<string, unknown>, revision = '1') => ({
  object: { ...OWN, revision, bytes: new Blob([JSON.stringify(data)]).size },
  data,
  masked: [],
  budget: BUDGET,
});
const questions = (asked: readonly { readonly question: string }[], question: string) =>
  asked.filter((each) => each.question === question);

describe('an object that is not the suite’s', () => {
  it('is written after a preview, and only over the revision that was looked at', async () => {
    const backend = createExplorerBackend([OWN], {
      'GET object': () => value({ colour: 'red', size: 1 }),
      'PUT data': () =>
        refusal(409, 'changed', {
          code: 'changed',
          message: 'x',
          requestId: 'r',
          current: { revision: '5', data: { colour: 'blue' } },
        }),
    });
    const { person } = await renderExplorer(backend, `?kind=document&sid=${OWN.sid}`);
    await person.click(screen.getByTestId('explorer-edit'));
    const text = screen.getByTestId('explorer-edit-text');
    fireEvent.change(text, { target: { value: '{\n  "colour": green\n}' } });
    await person.click(screen.getByTestId('explorer-edit-preview'));
    expect(text).toHaveAccessibleDescription('This is no JSON from line 2, column 13 on.');
    fireEvent.change(text, { target: { value: '{"colour": "green"}' } });
    await person.click(screen.getByTestId('explorer-edit-preview'));
    expect(textOf('explorer-differences')).toBe('/size removedBefore1/colour changedBefore"red"After"green"');
    expect(questions(backend.asked, 'PUT data')).toEqual([]);

    await person.click(screen.getByTestId('explorer-edit-write'));
    await passTime(10);
    expect(textOf('explorer-edit-conflict')).toContain('at revision 5 now');
    expect(textOf('explorer-edit-conflict')).toContain('/colour changedBefore"red"After"blue"');
    backend.answers['PUT data'] = () => ({ revision: '6', data: { colour: 'green' } });
    await person.click(screen.getByTestId('explorer-edit-write'));
    await passTime(10);
    expect(questions(backend.asked, 'PUT data').map((each) => 'body' in each && each.body)).toEqual([
      { itemKey: null, ifMatch: '1', data: { colour: 'green' } },
      { itemKey: null, ifMatch: '5', data: { colour: 'green' } },
    ]);
    expect(screen.queryByTestId('explorer-edit-dialog')).not.toBeInTheDocument();
  });

  it('is not written where something of it is hidden or left out, and one of the suite never', async () => {
    const masked = { ...value({ phone: '•••' }), masked: ['/phone'] };
    const backend = createExplorerBackend([OWN], { 'GET object': () => masked });
    const { unmount } = await renderExplorer(backend, `?kind=document&sid=${OWN.sid}`);
    expect(screen.getByTestId('explorer-reveal')).toBeInTheDocument();
    expect(screen.queryByTestId('explorer-edit')).not.toBeInTheDocument();
    backend.answers['GET object'] = () => ({
      ...value({ deep: '…' }, '2'),
      object: { ...OWN, revision: '2', bytes: 900 },
    });
    await passTime(1_000);
    expect(screen.getByText(/deeper than is shown/)).toBeInTheDocument();
    expect(screen.queryByTestId('explorer-edit')).not.toBeInTheDocument();
    unmount();
    const kept = object(1, { bytes: '{"now":{"queued":1}}'.length });
    await renderExplorer(createExplorerBackend([kept]), `?kind=document&sid=${kept.sid}`);
    expect(linesOf('explorer-json')).toContain('queued: 1');
    expect(screen.queryByTestId('explorer-edit')).not.toBeInTheDocument();
  });
});

describe('what is wrong', () => {
  const finding = (changes: Partial<ExplorerFinding> = {}): ExplorerFinding => ({
    kind: 'no-ttl',
    objectKind: 'document',
    sid: OWN.sid,
    uniqueName: 'notes',
    itemKey: null,
    names: null,
    mend: 'set-ttl',
    ...changes,
  });
  const part = (name: string, findings: readonly ExplorerFinding[], next: string | null) => ({
    findings,
    looked: 100,
    part: name,
    next,
    budget: BUDGET,
  });

  it('is searched part by part when somebody asks, listed, and mended after a question', async () => {
    const orphan = finding({
      kind: 'orphan-item',
      objectKind: 'list',
      sid: object(3, { kind: 'list' }).sid,
      itemKey: '7',
      names: object(9).sid,
      mend: 'remove-item',
    });
    const backend = createExplorerBackend([OWN], {
      'GET findings': ({ cursor }) =>
        cursor === undefined ? part('documents', [finding()], 'x') : part('links', [orphan], null),
      'POST mend': () => ({ did: 'remove-item' }),
    });
    const { person, container } = await renderExplorer(backend, '?tab=findings');
    expect(questions(backend.asked, 'GET findings')).toEqual([]);
    await person.click(screen.getByTestId('explorer-findings-start'));
    await passTime(10);
    expect(textOf('explorer-findings-progress')).toContain('Looked at: 200, up to links; found: 2');
    expect(screen.getAllByTestId('explorer-mend').map(({ textContent }) => textContent)).toEqual([
      'Let it end in 30 days',
      'Remove the item',
    ]);
    jest.useRealTimers();
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    jest.useFakeTimers({ now: Date.now() });
    await person.click(screen.getAllByTestId('explorer-mend')[1]!);
    expect(questions(backend.asked, 'POST mend')).toEqual([]);
    await person.click(screen.getByTestId('explorer-mend-confirm'));
    await passTime(10);
    expect(questions(backend.asked, 'POST mend').map((each) => 'body' in each && each.body)).toEqual([
      { kind: 'orphan-item', objectKind: 'list', sid: orphan.sid, itemKey: '7' },
    ]);
    expect(textOf('explorer-mended')).toBe('The item is removed.');
    expect(screen.getAllByTestId('explorer-mend')).toHaveLength(1);
    await person.click(screen.getByRole('button', { name: 'Document notes' }));
    await passTime(10);
    expect(screen.getByRole('heading', { level: 2, name: 'Document notes' })).toBeInTheDocument();
  });

  it('and of which Sync has no object is named, and leads nowhere', async () => {
    const aside = finding({ kind: 'set-aside', sid: 'queue.WQ1', uniqueName: 'queue.WQ1', mend: 'write-again' });
    const backend = createExplorerBackend([], { 'GET findings': () => part('outbox', [aside], null) });
    const { person } = await renderExplorer(backend, '?tab=findings');
    await person.click(screen.getByTestId('explorer-findings-start'));
    await passTime(10);
    expect(screen.getByTestId('explorer-findings')).toHaveTextContent('The outbox cannot write itDocument queue.WQ1');
    expect(screen.queryByRole('button', { name: /queue.WQ1/ })).not.toBeInTheDocument();
  });

  it('is searched on from where it failed, when somebody asks', async () => {
    const backend = createExplorerBackend([], { 'GET findings': () => refusal(429, 'too_many_requests') });
    const { person } = await renderExplorer(backend, '?tab=findings');
    await person.click(screen.getByTestId('explorer-findings-start'));
    await passTime(10);
    expect(screen.getByTestId('explorer-findings-problem')).toHaveAttribute('data-problem', 'too-often');
    backend.answers['GET findings'] = () => part('outbox', [], null);
    await person.click(screen.getByText('Go on'));
    await passTime(10);
    expect(screen.getByText('Nothing is wrong.')).toBeInTheDocument();
  });
});

describe('the timeline', () => {
  const entry = (id: number, changes: Partial<SyncActivityEntry> = {}): SyncActivityEntry => ({
    id: String(id),
    at: new Date(NOON - 60_000 + id * 1_000).toISOString(),
    serviceSid: service().sid,
    deed: 'update',
    kind: 'document',
    sid: OWN.sid,
    uniqueName: 'notes',
    itemKey: null,
    identity: 'backend',
    revision: '1',
    bytes: 20,
    status: 200,
    ...changes,
  });
  const answer = (...entries: readonly SyncActivityEntry[]) => ({
    keptSince: new Date(NOON).toISOString(),
    entries,
    hasMore: false,
  });
  const rows = (): string[] =>
    screen
      .queryAllByRole('row')
      .slice(1)
      .map(({ textContent }) => textContent);

  it('asks nothing while it is closed; open, it goes on each second, pauses, and is narrowed', async () => {
    const backend = createExplorerBackend([OWN], {
      'GET activity': ({ after }) =>
        after === undefined ? answer(entry(2), entry(1, { identity: 'WK7', status: 429 })) : answer(),
    });
    const { person } = await renderExplorer(backend);
    await passTime(5_000);
    expect(questions(backend.asked, 'GET activity')).toEqual([]);
    await person.click(screen.getByTestId('explorer-timeline-toggle'));
    await passTime(10);
    expect(rows()).toHaveLength(2);
    expect(rows()[1]).toContain('429 refused');
    backend.answers['GET activity'] = ({ after }) => (after === '2' ? answer(entry(3)) : answer());
    await passTime(1_100);
    expect(rows()).toHaveLength(3);

    await person.click(screen.getByTestId('explorer-timeline-pause'));
    const paused = questions(backend.asked, 'GET activity').length;
    await passTime(5_000);
    expect(questions(backend.asked, 'GET activity')).toHaveLength(paused);
    await person.type(screen.getByTestId('explorer-timeline-identity'), 'wk');
    expect(textOf('explorer-timeline-count')).toContain('Writes: 1');
    await person.click(screen.getByText('WK7'));
    await passTime(10);
    expect(screen.getByRole('heading', { level: 2, name: 'Document notes' })).toBeInTheDocument();
  });

  it('plays a span again in its own rhythm, and goes back to now', async () => {
    const backend = createExplorerBackend([], {
      'GET activity': ({ from }) => (from === undefined ? answer() : answer(entry(41), entry(21), entry(1))),
    });
    const { person } = await renderExplorer(backend);
    await person.click(screen.getByTestId('explorer-timeline-toggle'));
    await passTime(10);
    await person.click(screen.getByTestId('explorer-replay-start'));
    await passTime(400);
    expect(rows()).toHaveLength(1);
    // Ten times as fast.
    await passTime(2_000);
    expect(rows()).toHaveLength(2);
    await passTime(2_000);
    expect(rows()).toHaveLength(3);
    await person.click(screen.getByText('Back to now'));
    expect(rows()).toHaveLength(0);
  });
});

import { BackendError } from '@flex-sync-suite/shared/flex';
import { passTime } from '@flex-sync-suite/shared/testing';
import { act, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import {
  BEN,
  createFakeCannedBackend,
  editable,
  GLOBAL,
  library,
  ME,
  TEAM,
  unreachable,
} from './testing/fake-canned-backend';
import { managerStateOf, renderManager, rowOf, setUpManager, shownIds } from './testing/render-manager';

setUpManager();

const responses = [
  editable(1, { title: 'Greeting', shortcut: 'hi', category: 'General', uses30Days: 8, edited30Days: 2 }),
  editable(2, { title: 'Refund', status: 'draft', owner: BEN }),
  editable(3, { title: 'Closing', status: 'retired' }),
];
const CLEO = `WK${'3'.repeat(32)}`;
const OWNER_CELL = 3;
const shownOwners = (): (string | null | undefined)[] =>
  screen.getAllByTestId('manager-row').map((row) => within(row).getAllByRole('cell')[OWNER_CELL]?.textContent);
const idsOf = (...numbers: number[]): string[] => numbers.map((n) => editable(n).id);

describe('the list of responses', () => {
  it('shows title, shortcut, status, languages, owner and use of each, by title', async () => {
    await renderManager(createFakeCannedBackend(responses));
    expect(managerStateOf()).toBe('ready');
    expect(shownIds()).toEqual(idsOf(3, 1, 2));
    const cells = within(rowOf(editable(1).id))
      .getAllByRole('cell')
      .map(({ textContent }) => textContent);
    expect(cells).toEqual(['/hi', 'Published', 'English', 'you', '8', '25%', 'Nov 23, 2026']);
    expect(within(rowOf(editable(1).id)).getByRole('rowheader')).toHaveTextContent('GreetingGeneral');
  });

  it('filters by text after a moment of rest, by status, by owner and by use', async () => {
    const backend = createFakeCannedBackend(responses);
    const { person } = await renderManager(backend);
    const before = backend.sent.length;
    await person.type(screen.getByTestId('manager-search'), 'gre');
    await passTime(300);
    expect(shownIds()).toEqual(idsOf(1));
    expect(backend.sent.slice(before).map(({ query }) => query['search'])).toEqual(['gre']);
    await person.clear(screen.getByTestId('manager-search'));
    await passTime(300);
    await person.selectOptions(screen.getByTestId('manager-filter-status'), 'draft');
    await passTime(10);
    expect(shownIds()).toEqual(idsOf(2));
    await person.selectOptions(screen.getByTestId('manager-filter-status'), '');
    await passTime(10);
    await person.selectOptions(screen.getByTestId('manager-filter-owner'), BEN);
    await passTime(10);
    expect(shownIds()).toEqual(idsOf(2));
    await person.selectOptions(screen.getByTestId('manager-filter-owner'), '');
    await person.click(screen.getByTestId('manager-filter-unused'));
    await passTime(10);
    expect(shownIds()).toEqual(idsOf(3, 2));
  });

  it('names languages in the language of the page, and by their tag where they have no name', async () => {
    const texts = ['en', 'pt-BR', 'zz'].map((language) => ({ language, channel: null, body: 'Text' }));
    await renderManager(createFakeCannedBackend([editable(1, { variants: texts })]));
    const cell = within(rowOf(editable(1).id)).getAllByRole('cell')[2];
    expect(cell).toHaveTextContent('English, Brazilian Portuguese, and zz');
  });

  it('sorts by every title of a column, by click and by key, and says how', async () => {
    const backend = createFakeCannedBackend(responses);
    const { person } = await renderManager(backend);
    const header = (name: string): HTMLElement => screen.getByRole('columnheader', { name });
    expect(header('Title')).toHaveAttribute('aria-sort', 'ascending');
    for (const title of screen.getAllByRole('columnheader')) {
      expect(within(title).getByRole('button')).toBeInTheDocument();
    }
    await person.click(within(header('Uses 30 d')).getByRole('button'));
    await passTime(10);
    expect(shownIds()[0]).toBe(editable(1).id);
    expect(header('Uses 30 d')).toHaveAttribute('aria-sort', 'descending');
    expect(header('Title')).toHaveAttribute('aria-sort', 'none');
    await person.keyboard('{Enter}');
    await passTime(10);
    expect(shownIds().at(-1)).toBe(editable(1).id);
    expect(backend.sent.at(-1)?.query['sort']).toBe('uses.ascending');
    expect(within(header('Edited')).getByRole('button')).toHaveAccessibleDescription(/Share of uses/);
  });

  it('tells an empty library from a filter that nothing matches', async () => {
    const { person } = await renderManager(createFakeCannedBackend());
    expect(screen.getByTestId('manager-message')).toHaveTextContent('No responses yet');
    await person.selectOptions(screen.getByTestId('manager-filter-status'), 'retired');
    await passTime(10);
    expect(screen.getByTestId('manager-message')).toHaveTextContent('No response matches');
  });

  it('opens a response with Enter, and gives the list back as it was', async () => {
    const { person } = await renderManager(createFakeCannedBackend(responses));
    act(() => {
      rowOf(editable(3).id).focus();
    });
    await person.keyboard('{ArrowDown}{Enter}');
    expect(screen.getByTestId('editor-title')).toHaveValue('Greeting');
    expect(screen.getByTestId('manager-search')).not.toBeVisible();
    await person.click(screen.getByTestId('editor-back'));
    expect(screen.queryByTestId('manager-editor')).not.toBeInTheDocument();
    expect(screen.getByTestId('manager-search')).toBeVisible();
    expect(rowOf(editable(1).id)).toHaveFocus();
  });

  it('shows a row that has changed since the list was read as it is now', async () => {
    const backend = createFakeCannedBackend(responses);
    const { person } = await renderManager(backend);
    backend.changeBehind(editable(1).id, { title: 'Greeting, changed' });
    await person.click(rowOf(editable(1).id));
    await passTime(10);
    expect(screen.getByTestId('editor-title')).toHaveValue('Greeting, changed');
  });

  it('reads the next page on demand', async () => {
    const many = Array.from({ length: 150 }, (_, n) => editable(n));
    const { person } = await renderManager(createFakeCannedBackend(many));
    expect(screen.getByTestId('manager-count')).toHaveTextContent('100 of 150 responses');
    await person.click(screen.getByRole('button', { name: 'Loading…' }));
    await passTime(10);
    expect(screen.getByTestId('manager-count')).toHaveTextContent('150 responses');
  });

  it('keeps its rows when they cannot be read again, and says so', async () => {
    const backend = createFakeCannedBackend(responses);
    const { person } = await renderManager(backend);
    backend.failNext('GET /canned-responses', unreachable());
    await person.click(screen.getByTestId('manager-refresh'));
    await passTime(10);
    expect(shownIds()).toHaveLength(3);
    const banner = screen.getByTestId('manager-banner');
    expect(banner).toHaveTextContent('The backend is not answeringWhat you see may be old');
    await person.click(screen.getByRole('button', { name: 'Try again' }));
    await passTime(10);
    expect(banner).toBeEmptyDOMElement();
  });

  it('names to a lead the owners of what it may edit: in the table, the filter and the editor', async () => {
    const backend = createFakeCannedBackend([
      editable(1, { owner: BEN, updatedBy: BEN }),
      editable(2, { owner: CLEO, updatedBy: 'ops@example.com' }),
    ]);
    backend.answer = { libraries: [library()], workers: [], owners: [{ sid: BEN, name: 'Bén Brown' }] };
    const { person } = await renderManager(backend);
    expect(shownOwners()).toEqual(['Bén Brown', 'a colleague']);
    const options = within(screen.getByTestId('manager-filter-owner')).getAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual(['Anybody', 'you', 'Bén Brown', 'a colleague']);
    // Names of others do not make an administrator of a lead.
    expect(screen.queryByTestId('library-new')).not.toBeInTheDocument();
    await person.selectOptions(screen.getByTestId('manager-filter-owner'), 'Bén Brown');
    await passTime(10);
    expect(shownOwners()).toEqual(['Bén Brown']);
    await person.click(rowOf(editable(1).id));
    const history = screen.getByTestId('editor-history');
    expect(history).toHaveTextContent('Made by Bén Brown on Nov 23, 2026. Last change by Bén Brown');
  });

  it('shows hostile text as text', async () => {
    const title = '<img src=x onerror=alert(1)>\u202Eevil';
    await renderManager(createFakeCannedBackend([editable(1, { title })]));
    expect(within(rowOf(editable(1).id)).getByText(title)).toHaveAttribute('dir', 'auto');
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });
});

describe('the libraries', () => {
  it('are those that the writer may change, the own one first', async () => {
    const backend = createFakeCannedBackend();
    const read = library({ id: GLOBAL, name: 'Everybody', kind: 'global', access: 'read' });
    const own = library({ id: ME, name: 'My replies', kind: 'personal', access: 'administer' });
    backend.answer = { libraries: [read, library(), own], workers: [] };
    const { person } = await renderManager(backend);
    const entries = screen.getAllByTestId('manager-library').map(({ dataset }) => dataset['libraryId']);
    expect(entries).toEqual(['', ME, TEAM]);
    expect(screen.queryByTestId('library-new-personal')).not.toBeInTheDocument();
    expect(screen.queryByTestId('library-new')).not.toBeInTheDocument();
    await person.click(screen.getByText('Support team'));
    await passTime(10);
    expect(backend.sent.at(-1)?.query['library']).toBe(TEAM);
  });

  it('begin with a personal one for an agent who may edit none', async () => {
    const backend = createFakeCannedBackend();
    backend.answer = { libraries: [library({ access: 'read' })], workers: [] };
    const { person } = await renderManager(backend);
    expect(managerStateOf()).toBe('empty');
    await person.click(screen.getByTestId('library-new-personal'));
    await passTime(50);
    expect(managerStateOf()).toBe('ready');
    expect(backend.sent.find(({ method }) => method === 'POST')?.body).toEqual({
      name: 'My replies',
      kind: 'personal',
    });
    expect(backend.sent.at(-1)?.query['library']).toBe(ME);
  });

  it('take everybody, a team or a skill as members at once, and say how many that were', async () => {
    const backend = createFakeCannedBackend();
    const workers = [
      { sid: ME, name: 'Me Myself', team: 'Care', skills: ['de'] },
      { sid: BEN, name: 'Bén Brown', team: 'Support', skills: ['de', 'billing'] },
    ];
    backend.answer = { libraries: [library({ access: 'administer', members: [ME], leads: [] })], workers };
    const { person } = await renderManager(backend);
    await person.click(screen.getByTestId('library-edit'));
    const groups = screen.getByRole('combobox', { name: 'Add several members at once' });
    expect(
      within(groups)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['All workers (2)', 'Care (1)', 'Support (1)', 'billing (1)', 'de (2)']);
    expect(groups).toHaveAccessibleDescription(/Who joins it later is not added by itself/);
    await person.selectOptions(groups, 'de (2)');
    await person.click(screen.getByTestId('people-group-add'));
    expect(screen.getByTestId('people-group-notice')).toHaveTextContent('Added: 1. Members already: 1.');
    await person.click(screen.getByTestId('library-save'));
    await passTime(50);
    const patch = backend.sent.find(({ method }) => method === 'PATCH');
    expect(patch?.body).toMatchObject({ members: [ME, BEN], leads: [] });
  });

  it('are made by an administrator, with members and leads', async () => {
    const backend = createFakeCannedBackend();
    const workers = [
      { sid: ME, name: 'Me Myself' },
      { sid: BEN, name: 'Bén Brown' },
    ];
    backend.answer = { libraries: [library({ access: 'administer', members: [], leads: [] })], workers };
    const { person } = await renderManager(backend);
    await person.click(screen.getByTestId('library-new'));
    await person.type(screen.getByTestId('library-name'), 'Sales');
    await person.type(screen.getByTestId('people-search'), 'ben');
    expect(screen.getAllByTestId('person')).toHaveLength(1);
    await person.click(screen.getByRole('checkbox', { name: /Lead/ }));
    await person.click(screen.getByTestId('library-save'));
    await passTime(50);
    const patch = backend.sent.find(({ method }) => method === 'PATCH');
    expect(patch).toMatchObject({ path: '/libraries/newnewnewnew', body: { members: [BEN], leads: [BEN] } });
    expect(screen.getByText('Sales')).toBeInTheDocument();
  });
});

describe('the state of the view', () => {
  it('is an error with a way to try again when the libraries cannot be read', async () => {
    const backend = createFakeCannedBackend(responses);
    backend.failNext('GET /libraries', unreachable());
    const { person } = await renderManager(backend);
    expect(managerStateOf()).toBe('error');
    expect(screen.getByTestId('manager-message')).toHaveTextContent('The backend cannot be reached.');
    await person.click(screen.getByTestId('manager-retry'));
    await passTime(50);
    expect(managerStateOf()).toBe('ready');
  });

  it('is stale when the backend gives no sign of life, and keeps what is shown', async () => {
    await renderManager(createFakeCannedBackend(responses));
    await passTime(60_000);
    expect(managerStateOf()).toBe('stale');
    expect(screen.getByTestId('manager-banner')).toHaveTextContent(
      'The backend is not answeringWhat you see may be old since Nov 23, 2026',
    );
    expect(shownIds()).toHaveLength(3);
  });

  it('has one notice when heartbeat, connection, libraries and list fail at once, also without a row', async () => {
    const backend = createFakeCannedBackend(responses);
    const { fake, person } = await renderManager(backend);
    act(() => {
      fake.disconnect();
    });
    backend.failNext('GET /libraries', unreachable());
    backend.failNext('GET /canned-responses', unreachable());
    await person.selectOptions(screen.getByTestId('manager-filter-status'), 'draft');
    await person.click(screen.getByTestId('manager-refresh'));
    await passTime(60_000);
    const notices = screen.getAllByRole('alert').filter(({ textContent }) => textContent !== '');
    expect(notices.map(({ dataset }) => dataset['testid'])).toEqual(['manager-banner']);
    expect(screen.queryByTestId('manager-message')).not.toBeInTheDocument();
  });

  it('says what else the backend has answered, in its words', async () => {
    const backend = createFakeCannedBackend(responses);
    const { person } = await renderManager(backend);
    backend.failNext('GET /canned-responses', new BackendError('busy', 'Try again in 2 s.', { status: 503 }));
    await person.click(screen.getByTestId('manager-refresh'));
    await passTime(10);
    expect(screen.getByTestId('manager-banner')).toHaveTextContent(
      'The list may be oldIt could not be read again: Try again in 2 s.',
    );
  });

  it('is forbidden when the backend says so', async () => {
    const backend = createFakeCannedBackend();
    backend.failNext('GET /libraries', new BackendError('forbidden', 'No', { status: 403 }));
    await renderManager(backend);
    expect(managerStateOf()).toBe('forbidden');
  });
});

it('has nothing that axe objects to: list, editor, dialogs', async () => {
  const backend = createFakeCannedBackend(responses);
  backend.answer = {
    libraries: [library({ access: 'administer', members: [ME], leads: [] }), library({ id: GLOBAL, kind: 'global' })],
    workers: [{ sid: ME, name: 'Me' }],
  };
  backend.versions.set(editable(1).id, [
    { ...responses[0]!, at: '2026-11-23T12:00:00.000Z', by: ME },
    { ...responses[0]!, revision: 0, title: 'Hello', at: '2026-11-23T11:00:00.000Z', by: BEN },
  ]);
  const { person, baseElement } = await renderManager(backend);
  const check = async (what: string): Promise<void> => {
    jest.useRealTimers();
    // jsdom has no layout: colours are for the browser tests. A whole page has landmarks; this is a part of one.
    const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
    const { violations } = await axe.run(baseElement, { rules });
    expect([what, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([what, []]);
    jest.useFakeTimers({ now: Date.now() });
  };
  await check('list');
  await person.click(screen.getByTestId('library-edit'));
  await check('library dialog');
  await person.click(screen.getByRole('button', { name: 'Cancel' }));
  await person.click(screen.getByTestId('manager-import'));
  await check('import dialog');
  await person.click(screen.getByRole('button', { name: 'Cancel' }));
  await person.click(rowOf(editable(1).id));
  backend.changeBehind(editable(1).id, { title: 'Other' });
  await person.type(screen.getByTestId('editor-title'), '!');
  await person.click(screen.getByTestId('editor-save'));
  await passTime(10);
  await check('editor with a conflict');
  await person.click(screen.getByTestId('conflict-take-theirs'));
  await person.click(screen.getByTestId('editor-versions-open'));
  await passTime(10);
  await check('versions');
});

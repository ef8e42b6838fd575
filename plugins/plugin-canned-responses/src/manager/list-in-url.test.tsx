import { passTime } from '@flex-sync-suite/shared/testing';
import { act, screen } from '@testing-library/react';
import { createFakeCannedBackend, editable, GLOBAL, library, ME, TEAM } from './testing/fake-canned-backend';
import { MANAGER_PATH, renderManager, setUpManager, shownIds } from './testing/render-manager';

setUpManager();

const goTo = (search: string): void => {
  window.history.replaceState(null, '', MANAGER_PATH + search);
};
afterEach(() => {
  window.history.replaceState(null, '', '/');
});

const several = Array.from({ length: 3 }, (_, n) => editable(n, { uses30Days: n }));
const backendOfTwo = () => {
  const backend = createFakeCannedBackend([...several, editable(9, { libraryId: GLOBAL })]);
  backend.answer = { libraries: [library(), library({ id: GLOBAL, name: 'Everybody', kind: 'global' })], workers: [] };
  return backend;
};

describe('filter, sort and place of the list', () => {
  it('go into the URL as they are chosen, and the search text never does', async () => {
    goTo('');
    const { person } = await renderManager(backendOfTwo());
    expect(window.location.search).toBe(`?library=${TEAM}`);
    await person.selectOptions(screen.getByTestId('manager-filter-status'), 'published');
    await person.selectOptions(screen.getByTestId('manager-filter-owner'), ME);
    await person.type(screen.getByTestId('manager-search'), 'Mrs Brown');
    await passTime(300);
    await person.clear(screen.getByTestId('manager-search'));
    await passTime(300);
    await person.click(screen.getByRole('button', { name: 'Uses 30 d' }));
    await person.click(screen.getByText('All libraries'));
    await passTime(10);
    expect(window.location.search).toBe(`?library=all&owner=${ME}&sort=uses.descending&status=published`);
    await person.type(screen.getByTestId('manager-search'), 'Mrs Brown');
    await passTime(300);
    expect(decodeURIComponent(window.location.search)).not.toMatch(/Brown/);
  });

  it('come from a link', async () => {
    goTo(`?library=all&sort=uses.descending&unused=true&status=published&owner=${ME}`);
    const backend = backendOfTwo();
    await renderManager(backend);
    expect(screen.getByTestId('manager-filter-unused')).toBeChecked();
    expect(screen.getByTestId('manager-filter-status')).toHaveValue('published');
    const read = backend.sent.filter(({ path }) => path === '/canned-responses').at(-1);
    expect(read?.query).toMatchObject({ sort: 'uses.descending', unused: 'true', status: 'published', owner: ME });
    expect(read?.query['library']).toBeUndefined();
    expect(shownIds()).toHaveLength(2);
  });

  it('are the usual ones where a link names what is not there', async () => {
    goTo('?library=gonegonegone&sort=size.up&status=lost&owner=Mrs%20Brown');
    const backend = backendOfTwo();
    await renderManager(backend);
    expect(shownIds()).toHaveLength(3);
    expect(window.location.search).toBe(`?library=${TEAM}`);
  });

  it('keep an owner who has no worker, and so is known by an address, out of the URL', async () => {
    goTo('');
    const { person } = await renderManager(createFakeCannedBackend([editable(1, { owner: 'eve@example.com' })]));
    await person.selectOptions(screen.getByTestId('manager-filter-owner'), 'eve@example.com');
    await passTime(10);
    expect(shownIds()).toHaveLength(1);
    expect(window.location.search).toBe(`?library=${TEAM}`);
  });

  it('show the row that a link names, however far down, and the first one of another answer', async () => {
    goTo('?row=180');
    const many = Array.from({ length: 400 }, (_, n) => editable(n));
    const { person } = await renderManager(createFakeCannedBackend(many));
    const scroller = screen.getByTestId('manager-scroller');
    expect(scroller.scrollTop).toBe(180 * 52);
    expect(screen.getByTestId('manager-count')).toHaveTextContent('300 of 400');
    await person.click(screen.getByRole('button', { name: 'Uses 30 d' }));
    await passTime(10);
    expect(scroller.scrollTop).toBe(0);
    expect(window.location.search).not.toContain('row=');
  });

  it('come back with the view, and with them the search text', async () => {
    goTo('');
    const backend = backendOfTwo();
    const { person, leaveAndReturn } = await renderManager(backend);
    await person.click(screen.getByText('Everybody'));
    await person.type(screen.getByTestId('manager-search'), 'Response');
    await passTime(300);
    await leaveAndReturn();
    expect(screen.getByTestId('manager-search')).toHaveValue('Response');
    expect(shownIds()).toEqual([editable(9, { libraryId: GLOBAL }).id]);
    expect(window.location.search).toBe(`?library=${GLOBAL}`);
  });
});

it('import and export say why they are off while no library is chosen, also to the keyboard', async () => {
  goTo('?library=all');
  const backend = backendOfTwo();
  const { person } = await renderManager(backend);
  const before = backend.sent.length;
  for (const name of ['Import', 'Export CSV', 'Export JSON']) {
    const button = screen.getByRole('button', { name });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleDescription('To import or export, choose one library.');
    act(() => {
      button.focus();
    });
    expect(button).toHaveFocus();
    await person.keyboard('{Enter}');
  }
  expect(screen.queryByTestId('import-dialog')).not.toBeInTheDocument();
  expect(backend.sent).toHaveLength(before);
  await person.click(screen.getByRole('button', { name: /Everybody/ }));
  await passTime(10);
  const button = screen.getByRole('button', { name: 'Import' });
  expect(button).not.toHaveAttribute('aria-disabled');
  expect(button).not.toHaveAccessibleDescription();
});

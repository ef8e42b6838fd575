import type { NamedView, NamedViews } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chooseIn } from '../testing/choose-in-menu';
import { queueSid } from '../testing/queue-fixtures';
import {
  BOARD_PATH,
  offerViews,
  renderBoard,
  rowNames,
  setUpBoard,
  type BoardUnderTest,
} from '../testing/render-board';

setUpBoard();
const person = () => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
beforeEach(() => {
  window.history.pushState(null, '', BOARD_PATH);
});
afterEach(() => {
  window.history.pushState(null, '', '/');
});

const [VIP, CARDS] = ['vvip000000000', 'vcards0000000'];
const NONE = { me: null, supervisors: null, admins: null };
const viewOf = (id: string, name: string, more: Partial<NamedView>): NamedView => ({
  ...{ id, name, query: {}, audience: 'me', revision: 1 },
  ...more,
});
const OWN = viewOf(VIP, '<b>VIP</b>', { query: { filter: 'vip', unknown: 'x' } });
const SHARED = viewOf(CARDS, 'Cards for all', { query: { layout: 'cards' }, audience: 'supervisors' });
const answerOf = (views: readonly NamedView[], more: Partial<NamedViews> = {}): NamedViews => ({
  ...{ views: [...views], defaults: NONE, opensWith: null, mayShare: false },
  ...more,
});
const QUEUES = [
  { sid: queueSid(1), item: { name: 'VIP one' } },
  { sid: queueSid(2), item: { name: 'Billing' } },
];
const inUse = (): HTMLElement => screen.getByTestId('view-menu');
const lastOf = ({ backend }: BoardUnderTest): unknown => backend.requests.at(-1);

it('shows a view that is chosen, says when the board is another one by now, and saves that', async () => {
  offerViews({ views: [OWN, SHARED] });
  const view = await renderBoard(QUEUES);
  expect(inUse()).toHaveTextContent('View: Plain board');
  await chooseIn('view-menu', `view-${VIP}`);
  expect(rowNames()).toEqual(['VIP one']);
  expect([inUse().textContent.trim(), window.location.search]).toEqual(['View: <b>VIP</b>', `?view=${VIP}`]);

  await person().click(screen.getByTestId('view-cards'));
  expect(inUse()).toHaveTextContent('View: <b>VIP</b> changed');
  expect(window.location.search).toBe(`?layout=cards&view=${VIP}`);
  await chooseIn('view-menu', 'save-view');
  const query = expect.objectContaining({ filter: 'vip', layout: 'cards', summary: 'on' }) as Record<string, string>;
  expect(lastOf(view)).toMatchObject({ method: 'PUT', body: { revision: 1, name: '<b>VIP</b>', query } });
  view.backend.answer(answerOf([{ ...OWN, revision: 2, query: { filter: 'vip', layout: 'cards' } }, SHARED]));
  await passTime(50);
  expect([inUse().textContent.trim(), window.location.search]).toEqual(['View: <b>VIP</b>', `?view=${VIP}`]);
});

it('may not save over what is shared, and tells of a conflict and of what failed', async () => {
  offerViews({ views: [OWN, SHARED] });
  window.history.replaceState(null, '', `${BOARD_PATH}?view=${CARDS}&filter=b`);
  const view = await renderBoard(QUEUES);
  expect(inUse()).toHaveTextContent('View: Cards for all changed');
  await person().click(inUse());
  expect(screen.getByRole('menuitemradio', { name: 'Cards for all' })).toBeChecked();
  expect(screen.queryByTestId('save-view')).not.toBeInTheDocument();
  await person().keyboard('{Escape}');

  await chooseIn('view-menu', `view-${VIP}`);
  await person().type(screen.getByTestId('queue-filter'), '!');
  await chooseIn('view-menu', 'save-view');
  const current = answerOf([{ ...OWN, revision: 7 }]);
  view.backend.fail('conflict', 'changed', {
    body: { code: 'conflict', message: 'changed', requestId: 'r', current },
  });
  await passTime(50);
  expect(screen.getByTestId('rules-failure')).toHaveTextContent('Somebody else changed the views meanwhile');
  expect(screen.getByTestId('queue-filter')).toHaveValue('vip!');
  offerViews(current);
  await chooseIn('view-menu', 'save-view');
  expect(lastOf(view)).toMatchObject({ body: { revision: 7 } });
  view.backend.fail('unreachable', 'The backend cannot be reached');
  await passTime(50);
  expect(screen.getByTestId('rules-failure')).toHaveTextContent(
    'The view was not saved: The backend cannot be reached.',
  );
});

it('opens with the default, and says of a link that its view is not there', async () => {
  offerViews({ views: [OWN], opensWith: VIP });
  const { unmount } = await renderBoard(QUEUES);
  expect([rowNames(), window.location.search]).toEqual([['VIP one'], `?view=${VIP}`]);
  unmount();
  window.history.replaceState(null, '', `${BOARD_PATH}?view=${CARDS}`);
  await renderBoard(QUEUES);
  expect(screen.getByTestId('view-gone')).toHaveTextContent('was deleted, or you may not see it');
  expect(rowNames()).toHaveLength(2);
});

it('keeps the board as a new view, renames it, deletes it with a way back, and says what it opens with', async () => {
  offerViews({ views: [SHARED] });
  const view = await renderBoard(QUEUES);
  await person().type(screen.getByTestId('queue-filter'), 'vip');
  await chooseIn('view-menu', 'manage-views');
  const dialog = (): HTMLElement => screen.getByTestId('views-dialog');
  const news = (): HTMLElement => within(dialog()).getByTestId('rules-news');
  expect(within(dialog()).queryByTestId('view-remove')).not.toBeInTheDocument();
  await person().click(screen.getByTestId('view-save'));
  expect(screen.getByTestId('rule-name')).toBeInvalid();
  await person().type(screen.getByTestId('rule-name'), ' Mine ');
  await person().click(screen.getByTestId('view-save'));
  const made = viewOf('', 'Mine', { query: { filter: 'vip' } });
  expect(lastOf(view)).toMatchObject({
    method: 'PUT',
    body: { name: 'Mine', audience: 'me', revision: 0, query: { filter: 'vip' } },
  });
  const id = /\/queues\/views\/(v[0-9a-z]{12})$/.exec(view.backend.requests.at(-1)?.path ?? '')?.[1] ?? '';
  const mine = { ...made, id };
  view.backend.answer(answerOf([SHARED, mine]));
  await passTime(50);
  expect(news()).toHaveTextContent('Saved: ⁨Mine⁩.');
  expect(inUse()).toHaveTextContent('View: Mine');

  await person().click(screen.getByTestId('view-edit'));
  await person().type(screen.getByTestId('rule-name'), '!');
  await person().click(screen.getByTestId('view-save'));
  expect(lastOf(view)).toMatchObject({ body: { revision: 1, name: 'Mine!', query: { filter: 'vip' } } });
  view.backend.answer(answerOf([SHARED, { ...mine, name: 'Mine!', revision: 2 }]));
  await passTime(50);

  await person().selectOptions(screen.getByTestId('rule-opens-me'), 'Mine!');
  expect(lastOf(view)).toMatchObject({ path: '/queues/views/defaults', body: { of: 'me', viewId: id } });
  view.backend.answer(answerOf([SHARED, { ...mine, name: 'Mine!', revision: 2 }], { defaults: { ...NONE, me: id } }));
  await passTime(50);

  await person().click(screen.getByTestId('view-remove'));
  expect(lastOf(view)).toMatchObject({ method: 'DELETE', query: { revision: 2 } });
  view.backend.answer(answerOf([SHARED]));
  await passTime(50);
  // The board stays as it was.
  expect([inUse().textContent.trim(), window.location.search]).toEqual(['View: Plain board', '?filter=vip']);
  expect(screen.getByTestId('rules-undo')).toHaveFocus();
  await person().click(screen.getByTestId('rules-undo'));
  expect(lastOf(view)).toMatchObject({ method: 'PUT', body: { revision: 0, name: 'Mine!' } });
});

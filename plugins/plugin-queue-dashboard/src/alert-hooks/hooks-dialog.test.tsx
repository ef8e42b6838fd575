import { ALERT_HOOKS_PATH, alertHookPath, type AlertHook, type AlertHooks } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chooseIn } from '../testing/choose-in-menu';
import { queueSid, secondsBeforeNoon } from '../testing/queue-fixtures';
import { renderBoard, setUpBoard, type BoardUnderTest } from '../testing/render-board';

setUpBoard();
const person = () => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });

const HOOK: AlertHook = {
  ...{ id: '5f3a2f0e-5a52-4d7c-9d5f-8b1c4b7f5a10', name: 'Pager', url: 'https://pager.example/x', state: 'on' },
  ...{ createdAt: secondsBeforeNoon(9_000), deliveredAt: null, waiting: 2, givenUp: 0 },
  failure: { at: secondsBeforeNoon(60), reason: 'It answered 500.' },
  attempts: [{ at: secondsBeforeNoon(60), event: 'raised', queueName: 'Sales', reason: 'It answered 500.' }],
};
const HOOKS: AlertHooks = { mayEdit: true, names: ['Pager'], hooks: [HOOK] };

async function answer({ backend }: BoardUnderTest, ...bodies: readonly unknown[]): Promise<void> {
  for (const body of bodies) {
    backend.answer(body);
    await passTime(50);
  }
}

async function open(hooks = HOOKS): Promise<BoardUnderTest> {
  const view = await renderBoard([{ sid: queueSid(1) }]);
  await chooseIn('settings-menu', 'open-hooks');
  await answer(view, hooks);
  return view;
}
const sent = ({ backend }: BoardUnderTest, back = 1) => backend.requests.at(-back);
const press = (testId: string) => person().click(screen.getByTestId(testId));
const news = () => screen.getByTestId('hook-news');

test('says how each does, and why its last messages were not taken', async () => {
  await open();
  expect(screen.getByTestId('hook-standing')).toHaveTextContent(
    /Nothing was delivered yet.*It answered 500. 2 not taken/,
  );
  expect(screen.getByTestId('hook-attempts')).toHaveTextContent('Sales, raised: It answered 500.');
});

test('supervisors see names alone', async () => {
  await open({ mayEdit: false, names: ['Pager'], hooks: [] });
  expect(screen.getByTestId('hook')).toHaveTextContent(/^Pager$/);
  expect(screen.queryByTestId('hook-add')).not.toBeInTheDocument();
  expect(screen.queryByTestId('hook-test')).not.toBeInTheDocument();
});

test('a new one tells its secret this once; what is wrong with its address is said', async () => {
  const view = await open({ ...HOOKS, names: [], hooks: [] });
  await person().type(screen.getByTestId('hook-name'), 'Pager');
  await person().type(screen.getByTestId('hook-url'), 'https://pager.example/x');
  await press('hook-add');
  expect(sent(view)).toMatchObject({ method: 'POST', path: ALERT_HOOKS_PATH, body: { name: 'Pager', url: HOOK.url } });
  view.backend.fail('bad_webhook_url', 'It has to begin with https://', { status: 422 });
  await passTime(50);
  expect(screen.getByTestId('hooks-failure')).toHaveTextContent('Not done: It has to begin with https://');
  await press('hook-add');
  await answer(view, { hook: HOOK, secret: 'abc123' }, HOOKS);
  expect(screen.getByTestId('hook-secret')).toHaveTextContent('abc123');
  expect(screen.getByTestId('hook-url')).toHaveValue('');
  await press('hook-pause');
  await answer(view, { ...HOOK, state: 'paused' }, { ...HOOKS, hooks: [{ ...HOOK, state: 'paused' }] });
  expect(screen.queryByTestId('hook-secret')).not.toBeInTheDocument();
  expect(screen.getByTestId('hook')).toHaveTextContent('paused: nothing is told');
});

test('one is tried out, deleted, and put back as it was', async () => {
  const view = await open();
  await press('hook-test');
  await answer(view, { isTaken: false, answer: 'No answer: ECONNREFUSED.' }, HOOKS);
  expect(news()).toHaveTextContent('Pager did not take the test: No answer: ECONNREFUSED.');
  await press('hook-remove');
  expect(sent(view)).toMatchObject({ method: 'DELETE', path: alertHookPath(HOOK.id) });
  await answer(view, null, { ...HOOKS, names: [], hooks: [] });
  await press('hook-undo');
  expect(sent(view)).toMatchObject({ method: 'PATCH', path: alertHookPath(HOOK.id), body: { state: 'on' } });
  await answer(view, HOOK, HOOKS);
  expect(news()).toHaveTextContent('Pager is back.');
  expect(screen.getAllByTestId('hook')).toHaveLength(1);
});

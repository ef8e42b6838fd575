import { taskAgentPath, type AgentRoute, type QueueAgent, type QueueDetail } from '@flex-sync-suite/shared/contract';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { OFFLINE, queueDetail, queueSid, secondsBeforeNoon, waitingTask } from '../../testing/queue-fixtures';
import { BOARD_PATH, renderBoard, rowOf, setUpBoard, type BoardUnderTest } from '../../testing/render-board';

const sidOf = (n: number) => `WK${String(n).padStart(32, '0')}` as QueueAgent['workerSid'];
const activity = (n: number) => `WA${String(n).repeat(32)}` as NonNullable<QueueAgent['activitySid']>;
const agent = (n: number, name: string, fields: Partial<QueueAgent> = {}): QueueAgent => ({
  ...{ workerSid: sidOf(n), name, state: 'free', activitySid: activity(1), activityName: 'Ready' },
  ...{ since: secondsBeforeNoon(60), idleSince: null, openTasks: 0, capacityLeft: 1 },
  ...fields,
});
const AWAY = { state: 'unavailable', activitySid: activity(2), activityName: 'Break', capacityLeft: 0 } as const;
const AGENTS = [
  agent(1, 'Ada'),
  agent(2, 'Ben', AWAY),
  agent(3, 'Zoé', { state: 'at-capacity', capacityLeft: 0 }),
  agent(4, 'Gone', { ...AWAY, activitySid: OFFLINE }),
];
const POSSIBLE: AgentRoute = { state: 'possible', givenTo: null, waitsForSeconds: 120 };
const TASK = waitingTask(1, { agentRoute: POSSIBLE, customer: { address: null, isMasked: false, name: 'Cleo' } });
const person = () => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });

setUpBoard();
beforeEach(() => {
  window.history.pushState(null, '', BOARD_PATH);
});
afterEach(() => {
  window.history.pushState(null, '', '/');
});

async function answer({ backend }: BoardUnderTest, body: unknown): Promise<void> {
  await act(async () => {
    backend.answer(body);
    await jest.advanceTimersByTimeAsync(0);
  });
}

const detailOf = (fields: Partial<QueueDetail> = {}): QueueDetail => {
  const now = { queued: 1, eligible: 4, available: 2, free: 1 };
  return { ...queueDetail({ now, waiting: [TASK], agents: AGENTS }), mayGive: true, ...fields };
};

async function opened(detail = detailOf()): Promise<BoardUnderTest> {
  const view = await renderBoard([{ sid: queueSid(1) }]);
  await person().click(within(rowOf('Sales')).getByRole('button', { name: 'Sales' }));
  await answer(view, detail);
  return view;
}

const choices = (): string[] =>
  screen.getAllByTestId<HTMLInputElement>('give-agent').map(({ labels }) => labels?.[0]?.textContent ?? '');
const choose = (name: string): Promise<void> => person().click(screen.getByRole('radio', { name: new RegExp(name) }));
const outlook = (): string => screen.getByTestId('give-outlook').textContent;

test('a task is given to an agent who is found by name, told of, and taken back', async () => {
  const view = await opened();
  await person().click(screen.getByRole('button', { name: 'Give the task of Cleo to an agent' }));
  expect(screen.getByTestId('give-confirm')).toBeDisabled();
  expect(choices().map((text) => text.split(/[ ,]/)[0])).toEqual(['Ada', 'Ben', 'Zoé']);
  await person().type(screen.getByTestId('give-search'), 'zoe');
  expect(choices()).toHaveLength(1);
  await choose('Zoé');
  expect(outlook()).toContain('Zoé cannot take it now: the task waits until there is room. After 2 min it goes to');
  await person().clear(screen.getByTestId('give-search'));
  await choose('Ada');
  expect(outlook()).toContain('Ada is offered it at once.');
  await person().click(screen.getByTestId('give-confirm'));
  expect(view.backend.requests.at(-1)).toMatchObject({
    ...{ method: 'PUT', path: taskAgentPath(queueSid(1), TASK.taskSid) },
    body: { from: null, to: sidOf(1), evenIfAway: false },
  });
  // While it is sent the button keeps the focus, and sends it once.
  const sent = view.backend.requests.length;
  expect(screen.getByTestId('give-confirm')).toHaveFocus();
  await person().click(screen.getByTestId('give-confirm'));
  expect(view.backend.requests).toHaveLength(sent);
  await answer(view, { taskSid: TASK.taskSid, workerSid: sidOf(1) });
  expect(screen.queryByTestId('give-dialog')).not.toBeInTheDocument();
  expect(screen.getByTestId('give-notice')).toHaveTextContent('The task was given to Ada.');
  // The list is asked anew at once.
  await answer(view, detailOf({ waiting: [{ ...TASK, agentRoute: { ...POSSIBLE, givenTo: sidOf(1) } }] }));
  expect(screen.getByTestId('waiting-tasks')).toHaveTextContent('for Ada');
  await person().click(screen.getByTestId('give-undo'));
  expect(view.backend.requests.at(-1)).toMatchObject({ body: { from: sidOf(1), to: null } });
  await answer(view, { taskSid: TASK.taskSid, workerSid: null });
  expect(screen.getByTestId('give-notice')).toHaveTextContent('It was given back to everybody.');

  // To the same agent once more, which can be taken back, too.
  await answer(view, detailOf({ waiting: [TASK] }));
  await person().click(screen.getByTestId('give-task'));
  await choose('Ada');
  await person().click(screen.getByTestId('give-confirm'));
  await answer(view, { taskSid: TASK.taskSid, workerSid: sidOf(1) });
  expect(screen.getByTestId('give-notice')).toHaveTextContent('The task was given to Ada.');
  expect(screen.getByTestId('give-undo')).toBeVisible();
});

test('who is away gets it when that is meant, also who went meanwhile', async () => {
  const view = await opened();
  await person().click(screen.getByTestId('give-task'));
  await choose('Ada');
  await person().click(screen.getByTestId('give-confirm'));
  await act(async () => {
    view.backend.fail('agent_away', 'Ada is in Break now');
    await jest.advanceTimersByTimeAsync(0);
  });
  expect(screen.getByTestId('give-failure')).toHaveTextContent('Not given: Ada is in Break now.');
  expect(screen.getByTestId('give-confirm')).toHaveTextContent('Give it, and wait');
  await choose('Ben');
  expect(outlook()).toContain('Ben is in Break and is offered nothing: the task waits.');
  await person().click(screen.getByTestId('give-confirm'));
  expect(view.backend.requests.at(-1)).toMatchObject({ body: { from: null, to: sidOf(2), evenIfAway: true } });
  await answer(view, { taskSid: TASK.taskSid, workerSid: sidOf(2) });
});

test('a task that somebody has is given back to everybody; Escape closes the dialog, and not the drawer', async () => {
  const view = await opened(detailOf({ waiting: [{ ...TASK, agentRoute: { ...POSSIBLE, givenTo: sidOf(2) } }] }));
  await person().click(screen.getByTestId('give-task'));
  expect(choices().map((text) => text.split(/[ :,]/)[0])).toEqual(['Everybody', 'Ada', 'Zoé']);
  await person().keyboard('{Escape}');
  expect(screen.queryByTestId('give-dialog')).not.toBeInTheDocument();
  expect(screen.getByTestId('queue-drawer')).toBeInTheDocument();
  await person().click(screen.getByTestId('give-task'));
  await choose('Everybody');
  await person().click(screen.getByTestId('give-confirm'));
  expect(view.backend.requests.at(-1)).toMatchObject({ body: { from: sidOf(2), to: null } });
});

test('where the workflow has no way there is no button, and the list says why', async () => {
  await opened(detailOf({ waiting: [{ ...TASK, agentRoute: { state: 'no-target' } }] }));
  expect(screen.queryByTestId('give-task')).not.toBeInTheDocument();
  expect(screen.getByTestId('queue-drawer')).toHaveTextContent('their workflow has no step');
});

test('without the permission nothing of it is there', async () => {
  await opened(detailOf({ mayGive: false }));
  expect(screen.queryByTestId('give-task')).not.toBeInTheDocument();
  const heads = within(screen.getByTestId('waiting-tasks')).getAllByRole('columnheader');
  expect(heads.map(({ textContent }) => textContent)).not.toContain('Agent');
});

import { agentActivityPath, type ActivitySid, type QueueAgent } from '@flex-sync-suite/shared/contract';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queueDetail, queueSid, secondsBeforeNoon } from '../../testing/queue-fixtures';
import {
  BOARD_PATH,
  offerActivities,
  renderBoard,
  rowOf,
  setUpBoard,
  type BoardUnderTest,
} from '../../testing/render-board';

const [READY, BREAK] = ['1', '2'].map((n) => `WA${n.repeat(32)}` as ActivitySid) as [ActivitySid, ActivitySid];
const ADA: QueueAgent = {
  workerSid: `WK${'a'.repeat(32)}` as QueueAgent['workerSid'],
  ...{ name: 'Ada', state: 'free', activitySid: READY, activityName: 'Ready', since: secondsBeforeNoon(60) },
  ...{ idleSince: null, openTasks: 0, capacityLeft: 1 },
};
const UNTOLD: QueueAgent = {
  ...ADA,
  workerSid: `WK${'b'.repeat(32)}` as QueueAgent['workerSid'],
  name: 'Ben',
  activitySid: null,
};
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

async function refuse({ backend }: BoardUnderTest, code: string, message: string): Promise<void> {
  await act(async () => {
    backend.fail(code, message);
    await jest.advanceTimersByTimeAsync(0);
  });
}

async function opened(mayChange = true): Promise<BoardUnderTest> {
  if (mayChange) {
    offerActivities([
      { activitySid: BREAK, name: 'Break', available: false },
      { activitySid: READY, name: 'Ready', available: true },
    ]);
  }
  const view = await renderBoard([{ sid: queueSid(1) }]);
  await person().click(within(rowOf('Sales')).getByRole('button', { name: 'Sales' }));
  await answer(view, queueDetail({ agents: [ADA, UNTOLD] }));
  return view;
}

async function choosing(view: BoardUnderTest): Promise<void> {
  await person().click(screen.getByRole('button', { name: 'Change the activity of Ada' }));
  expect(screen.getByTestId('activity-confirm')).toBeDisabled();
  await person().selectOptions(screen.getByTestId('activity-select'), 'Break, is offered no tasks');
  await person().click(screen.getByTestId('activity-confirm'));
  expect(view.backend.requests.at(-1)).toMatchObject({
    ...{ method: 'PUT', path: agentActivityPath(ADA.workerSid) },
    body: { from: READY, to: BREAK, takesOffersBack: false },
  });
}

test('a supervisor puts an agent into another activity, and takes it back', async () => {
  const view = await opened();
  await choosing(view);
  await answer(view, { workerSid: ADA.workerSid, activitySid: BREAK });
  expect(screen.queryByTestId('activity-dialog')).not.toBeInTheDocument();
  expect(screen.getByTestId('activity-notice')).toHaveTextContent('Ada was put into Break.');
  await person().click(screen.getByTestId('activity-undo'));
  expect(view.backend.requests.at(-1)).toMatchObject({ body: { from: BREAK, to: READY, takesOffersBack: false } });
  await answer(view, { workerSid: ADA.workerSid, activitySid: READY });
  expect(screen.getByTestId('activity-notice')).toHaveTextContent('Ada was put back into Ready.');
  expect(screen.queryByTestId('activity-undo')).not.toBeInTheDocument();
});

test('an offer that is pending is a sentence and a second question', async () => {
  const view = await opened();
  await choosing(view);
  await refuse(view, 'offer_pending', 'A task is being offered to this agent now.');
  expect(screen.getByTestId('activity-failure')).toHaveTextContent('Not changed: A task is being offered');
  const confirm = screen.getByTestId('activity-confirm');
  expect(confirm).toHaveTextContent('Take back and change');
  await person().click(confirm);
  expect(view.backend.requests.at(-1)).toMatchObject({ body: { from: READY, to: BREAK, takesOffersBack: true } });
  await answer(view, { workerSid: ADA.workerSid, activitySid: BREAK });
  expect(screen.getByTestId('activity-notice')).toHaveTextContent('Ada was put into Break.');
});

test('what was refused stays in the dialog; Escape closes it, and not the drawer', async () => {
  const view = await opened();
  await choosing(view);
  await refuse(view, 'activity_changed', 'It was changed meanwhile; nothing was done.');
  expect(screen.getByTestId('activity-failure')).toHaveTextContent('Not changed: It was changed meanwhile');
  await person().keyboard('{Escape}');
  expect(screen.queryByTestId('activity-dialog')).not.toBeInTheDocument();
  expect(screen.getByTestId('queue-drawer')).toBeInTheDocument();
});

test('an agent whose activity nobody told has no button', async () => {
  await opened();
  expect(screen.getAllByTestId('change-activity')).toHaveLength(1);
});

test('without the permission the column is not there', async () => {
  await opened(false);
  expect(screen.queryByTestId('change-activity')).not.toBeInTheDocument();
  expect(screen.queryByRole('columnheader', { name: 'Activity' })).not.toBeInTheDocument();
});

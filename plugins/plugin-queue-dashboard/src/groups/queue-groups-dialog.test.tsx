import type { QueueGroup, QueueGroups } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chooseIn } from '../testing/choose-in-menu';
import { renderBoard, setUpBoard, type BoardUnderTest } from '../testing/render-board';
import { queueSid } from '../testing/queue-fixtures';

setUpBoard();
const person = () => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
const EVENING: QueueGroup = {
  id: 'e',
  name: 'Evening',
  queues: { kind: 'prefix', beginsWith: 'VIP' },
  included: [],
  excluded: [],
};
const GROUPS: QueueGroups = { revision: 3, rules: [EVENING], canEdit: true };

async function open(groups = GROUPS): Promise<BoardUnderTest> {
  const view = await renderBoard([
    { sid: queueSid(1), item: { name: 'VIP one' } },
    { sid: queueSid(2), item: { name: 'Billing' } },
  ]);
  await chooseIn('settings-menu', 'open-groups');
  view.backend.answer(groups);
  await passTime(50);
  return view;
}
const lastBody = ({ backend }: BoardUnderTest): unknown => backend.requests.at(-1)?.body;

it('adds a group of a rule, from which one queue is taken out and into which another is put by hand', async () => {
  const view = await open();
  await person().type(screen.getByTestId('rule-name'), 'Morning');
  await person().selectOptions(screen.getByTestId('rule-match'), 'prefix');
  await person().type(screen.getByTestId('rule-pattern'), 'vip');
  expect(screen.getByTestId('group-picked')).toHaveTextContent('1 of 2 queues');
  await person().click(screen.getByRole('checkbox', { name: 'VIP one' }));
  await person().click(screen.getByRole('checkbox', { name: 'Billing' }));
  await person().click(screen.getByTestId('rule-add'));
  const added = {
    name: 'Morning',
    queues: { kind: 'prefix', beginsWith: 'vip' },
    included: [queueSid(2)],
    excluded: [queueSid(1)],
  };
  expect(lastBody(view)).toEqual({ revision: 3, rules: [EVENING, { ...added, id: expect.any(String) as string }] });
});

it('adds a group of what the expressions of queues ask for, and shows which these are', async () => {
  const view = await open();
  await person().type(screen.getByTestId('rule-name'), 'Billing');
  await person().selectOptions(screen.getByTestId('rule-match'), 'attribute');
  await passTime(50);
  const asksFor = (n: number, value: string) => ({
    ...{ taskQueueSid: queueSid(n), name: '', channels: [] },
    asksFor: [{ attribute: 'skills', value }],
  });
  view.backend.answer({ revision: 1, queues: [asksFor(1, 'billing'), asksFor(2, 'sales')] });
  await passTime(50);
  await person().type(screen.getByTestId('rule-pattern'), 'skills');
  expect(screen.getByTestId('group-picked')).toHaveTextContent('2 of 2 queues');
  await person().type(screen.getByTestId('rule-value'), 'Billing');
  expect(screen.getByTestId('group-picked')).toHaveTextContent('1 of 2 queues');
  expect(screen.getByRole('checkbox', { name: 'VIP one' })).toBeChecked();
  await person().click(screen.getByTestId('rule-add'));
  const queues = { kind: 'attribute', attribute: 'skills', value: 'Billing' };
  expect(lastBody(view)).toMatchObject({ rules: [EVENING, { name: 'Billing', queues, included: [], excluded: [] }] });
  const [, added] = (lastBody(view) as QueueGroups).rules;
  view.backend.answer({ ...GROUPS, revision: 4, rules: [EVENING, added] });
  await passTime(50);
  expect(screen.getByTestId('rules-news')).toHaveTextContent('Added: Billing: Asks agents for skills: “Billing”.');
});

it('changes a group in its place, and back', async () => {
  const view = await open();
  await person().click(screen.getByTestId('rule-edit'));
  expect(screen.getByTestId('rule-pattern')).toHaveValue('VIP');
  await person().type(screen.getByTestId('rule-name'), '!');
  await person().click(screen.getByTestId('rule-add'));
  const changed = { ...EVENING, name: 'Evening!' };
  expect(lastBody(view)).toEqual({ revision: 3, rules: [changed] });
  view.backend.answer({ ...GROUPS, revision: 4, rules: [changed] });
  await passTime(50);
  expect(screen.getByTestId('rules-news')).toHaveTextContent('Changed: Evening!: Name begins with “VIP”.');
  await person().click(screen.getByTestId('rules-undo'));
  expect(lastBody(view)).toEqual({ revision: 4, rules: [EVENING] });
});

it('says what is wrong, and sends nothing', async () => {
  const view = await open();
  const sent = view.backend.requests.length;
  await person().click(screen.getByTestId('rule-add'));
  expect(screen.getByText('Choose a rule, or put at least one queue in.')).toBeInTheDocument();
  await person().selectOptions(screen.getByTestId('rule-match'), 'all');
  await person().click(screen.getByTestId('rule-add'));
  expect(screen.getByTestId('rule-name')).toBeInvalid();
  expect(view.backend.requests).toHaveLength(sent);
});

it('is only to look at for who may not change it', async () => {
  await open({ ...GROUPS, canEdit: false });
  expect(screen.getByText('Only admins may change them.')).toBeInTheDocument();
  expect(screen.getByTestId('rule-edit')).toHaveAttribute('aria-disabled', 'true');
  expect(screen.queryByTestId('rule-add')).not.toBeInTheDocument();
});

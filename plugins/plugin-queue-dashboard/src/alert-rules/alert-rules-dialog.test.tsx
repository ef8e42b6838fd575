import type { AlertRule, AlertRules } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chooseIn } from '../testing/choose-in-menu';
import { renderBoard, setUpBoard, type BoardUnderTest } from '../testing/render-board';
import { queueSid } from '../testing/queue-fixtures';

setUpBoard();
const SALES = queueSid(1);
const person = () => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });

const ruleOf = (id: string, more: Partial<AlertRule>): AlertRule => ({
  ...{ id, metric: 'waiting', scope: { kind: 'all' }, boundsAre: 'figure', warning: null, critical: null },
  ...{ forSeconds: 60, clearMargin: null, isOn: true },
  ...more,
});
const WAIT = ruleOf('a', { metric: 'longest-wait', boundsAre: 'target', warning: 1.5, critical: 3 });
const LEVEL = ruleOf('b', {
  ...{ metric: 'service-level', scope: { kind: 'group', group: 'Sales' }, warning: 70, clearMargin: 2, isOn: false },
});
const FREE = ruleOf('c', { metric: 'free-agents', scope: { kind: 'queue', taskQueueSid: SALES }, critical: 0 });
const WORDS = [
  'All queues: Longest wait; warning at 1.5 × the threshold; critical at 3 × the threshold; for 60 s',
  'Group Sales: Service level of the last 30 minutes; warning at 70%; for 60 s; back 2 on the good side; switched off',
  'Queue Sales: Free agents while somebody waits; critical at 0; for 60 s',
];
const RULES: AlertRules = { revision: 3, rules: [WAIT, LEVEL, FREE], canEdit: true };

async function open(rules = RULES, from = 'open-alert-rules'): Promise<BoardUnderTest> {
  const view = await renderBoard([{ sid: SALES }]);
  if (from === 'open-alert-rules') await chooseIn('settings-menu', from);
  else {
    await person().click(screen.getByTestId('alert-bell'));
    await person().click(screen.getByTestId(from));
  }
  view.backend.answer(rules);
  await passTime(50);
  return view;
}

async function answer({ backend }: BoardUnderTest, rules: readonly AlertRule[], revision = 4): Promise<void> {
  backend.answer({ ...RULES, revision, rules });
  await passTime(50);
}

const shown = (): string[] => screen.queryAllByTestId('rule-text').map(({ textContent }) => textContent);
const sent = ({ backend }: BoardUnderTest) => backend.requests.at(-1);
const news = (): string => screen.getByTestId('rules-news').textContent;
const choose = (field: string, value: string) => person().selectOptions(screen.getByTestId(`rule-${field}`), value);
async function write(field: string, text: string): Promise<void> {
  await person().clear(screen.getByTestId(`rule-${field}`));
  if (text !== '') await person().type(screen.getByTestId(`rule-${field}`), text);
}
const add = () => person().click(screen.getByTestId('rule-add'));

it.each(['open-alert-rules', 'inbox-alert-rules'])('says in words what raises an alert, opened by %s', async (from) => {
  await open(RULES, from);
  expect(shown()).toEqual(WORDS);
});

it('adds a rule for one queue, with every part of it', async () => {
  const view = await open();
  await choose('metric', 'abandoned-share');
  await choose('scope', 'queue');
  await choose('queue', SALES);
  expect(screen.queryByTestId('rule-bounds-are')).not.toBeInTheDocument();
  await write('warning', '7,5');
  await write('critical', '１０');
  await write('forSeconds', '120');
  await write('clearMargin', '1');
  await add();
  const added = ruleOf('rule-4', {
    ...{ metric: 'abandoned-share', scope: { kind: 'queue', taskQueueSid: SALES }, warning: 7.5, critical: 10 },
    ...{ forSeconds: 120, clearMargin: 1 },
  });
  expect(sent(view)).toMatchObject({
    ...{ method: 'PUT', path: '/queues/alerts/rules', body: { revision: 3, rules: [WAIT, LEVEL, FREE, added] } },
  });
  await answer(view, [WAIT, LEVEL, FREE, added]);
  expect(news()).toMatch(/^Added: Queue Sales: Abandoned share of the last 30 minutes; warning at 7.5%/);
  expect(screen.getByTestId('rule-warning')).toHaveValue('');
});

it('changes a rule in its place, and changes it back', async () => {
  const view = await open();
  await person().click(screen.getAllByTestId('rule-edit')[0]!);
  expect(screen.getByRole('heading', { name: 'Change the rule' })).toHaveFocus();
  await write('critical', '4');
  await choose('is-on', 'off');
  await add();
  const changed = { ...WAIT, critical: 4, isOn: false };
  expect(sent(view)?.body).toEqual({ revision: 3, rules: [changed, LEVEL, FREE] });
  await answer(view, [changed, LEVEL, FREE]);
  expect(news()).toMatch(/^Changed: All queues.*critical at 4 × the threshold; for 60 s; switched off\.$/);
  expect(screen.getByRole('heading', { name: 'New rule' })).toBeInTheDocument();
  expect(screen.getByTestId('rules-undo')).toHaveFocus();
  await person().keyboard('{Enter}');
  expect(sent(view)?.body).toEqual({ revision: 4, rules: [WAIT, LEVEL, FREE] });
  await answer(view, [WAIT, LEVEL, FREE], 5);
  expect([shown(), news()]).toEqual([WORDS, `Back again: ${WORDS[0]!}.`]);
});

it('begins a change with the rule as it is, and gives the focus back when it is cancelled', async () => {
  const view = await open();
  const before = view.backend.requests.length;
  const [, edit] = screen.getAllByTestId('rule-edit');
  await person().click(edit!);
  const value = (field: string): string => screen.getByTestId<HTMLInputElement>(`rule-${field}`).value;
  expect(['metric', 'scope', 'group', 'warning', 'critical', 'clearMargin', 'is-on'].map(value)).toEqual([
    ...['service-level', 'group', 'Sales', '70', '', '2', 'off'],
  ]);
  await person().click(screen.getByTestId('rule-cancel'));
  expect(edit).toHaveFocus();
  expect(view.backend.requests).toHaveLength(before);
});

describe('what nobody can mean is refused at the field, and not sent', () => {
  const said = (field: string): HTMLElement => screen.getByTestId(`rule-${field}`);
  const tried = async (bounds: readonly [warning: string, critical: string]): Promise<void> => {
    await write('warning', bounds[0]);
    await write('critical', bounds[1]);
    await add();
  };

  it('says it at each field', async () => {
    const view = await open();
    const before = view.backend.requests.length;
    await add();
    expect(said('warning')).toHaveAccessibleDescription(/at least one of the two/);
    await tried(['60', '30']);
    expect(said('critical')).toHaveAccessibleDescription(/Critical has to be higher than the warning/);
    await choose('metric', 'service-level');
    await tried(['60', '70']);
    expect(said('critical')).toHaveAccessibleDescription(/has to be lower/);
    await choose('bounds-are', 'target');
    await tried(['15', '5']);
    expect(said('critical')).toHaveAccessibleDescription(/has to be higher/);
    await choose('metric', 'abandoned-share');
    await tried(['', '101']);
    expect(said('critical')).toHaveAccessibleDescription(/at most 100/);
    await tried(['0', '']);
    expect(said('warning')).toHaveAccessibleDescription(/would never end/);
    await tried(['-1', '']);
    expect(said('warning')).toHaveAccessibleDescription(/a number from 0/);
    await write('warning', '5');
    await write('forSeconds', '3601');
    await add();
    expect(said('forSeconds')).toHaveAccessibleDescription(/at most 3,600/);
    await write('forSeconds', '0');
    await choose('scope', 'queue');
    await add();
    expect(said('queue')).toHaveAccessibleDescription(/Choose one of the queues/);
    await choose('scope', 'group');
    await add();
    expect(said('group')).toHaveAccessibleDescription(/1 to 100 characters/);
    expect(view.backend.requests).toHaveLength(before);
  });
});

it('shows the rules as somebody else left them, and keeps what was being written', async () => {
  const view = await open();
  await person().click(screen.getAllByTestId('rule-edit')[0]!);
  await write('critical', '4');
  await add();
  const theirs = { ...WAIT, warning: 2 };
  view.backend.fail('conflict', 'Somebody changed them.', {
    body: {
      ...{ code: 'conflict', message: 'Somebody changed them.', requestId: 'r' },
      current: { ...RULES, revision: 9, rules: [theirs] },
    },
  });
  await passTime(50);
  expect(screen.getByTestId('rules-failure')).toHaveTextContent('Somebody else changed the rules meanwhile.');
  expect(shown()).toEqual([expect.stringMatching(/warning at 2 ×/)]);
  expect(screen.getByTestId('rule-critical')).toHaveValue('4');
  await add();
  expect(sent(view)?.body).toMatchObject({ revision: 9, rules: [{ id: 'a', critical: 4 }] });
});

it('is only to look at for who may not change it', async () => {
  await open({ ...RULES, canEdit: false });
  expect(screen.getByText('Only admins may change them.')).toBeInTheDocument();
  const dialog = within(screen.getByTestId('rules-dialog'));
  expect(dialog.getAllByTestId('rule-edit')[0]).toHaveAttribute('aria-disabled', 'true');
  await person().click(dialog.getAllByTestId('rule-edit')[0]!);
  expect(screen.queryByTestId('alert-rule-form')).not.toBeInTheDocument();
});

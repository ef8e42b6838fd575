import type { QueuePolicies, QueueRule, QueueRules } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chooseIn } from '../testing/choose-in-menu';
import { renderBoard, setUpBoard, type BoardUnderTest } from '../testing/render-board';
import { queueSid } from '../testing/queue-fixtures';

setUpBoard();
const SALES = queueSid(1);
const person = () => userEvent.setup({ advanceTimers: jest.advanceTimersByTime });

const VOICE: QueueRule = { id: 'a', queues: { kind: 'group', group: 'Sales' }, channel: 'voice', thresholdSeconds: 10 };
const VIP: QueueRule = { id: 'b', queues: { kind: 'name', contains: 'VIP' }, targetPercent: 95, formula: 'S2' };
const WORDS = ['Group Sales, voice only: within 10 s', 'Name contains “VIP”: target 95%; S2, every abandon counts'];
const RULES: QueueRules = { revision: 3, rules: [VOICE, VIP], canEdit: true };
const IN_FORCE = {
  targetPercent: 80,
  thresholdSeconds: 60,
  shortAbandonSeconds: 5,
  formula: 'S6',
  countsFlowOuts: false,
};

const policies = (revision: number): QueuePolicies => ({
  revision,
  rules: [],
  queues: [
    {
      taskQueueSid: SALES,
      name: 'Sales',
      asksFor: [],
      channels: [
        { channel: null, ...IN_FORCE, formula: 'S6', rules: {} },
        { channel: 'voice', ...IN_FORCE, formula: 'S6', thresholdSeconds: 10, rules: { thresholdSeconds: 'a' } },
      ],
    },
  ],
});

/** Opens the rules, which the backend answers, and what they come to. */
async function open(rules = RULES): Promise<BoardUnderTest> {
  const view = await renderBoard([{ sid: SALES }]);
  await chooseIn('settings-menu', 'open-rules');
  view.backend.answer(rules);
  await passTime(50);
  view.backend.answer(policies(rules.revision));
  await passTime(50);
  return view;
}

const shown = (): string[] => screen.queryAllByTestId('rule-text').map(({ textContent }) => textContent);
const lastBody = ({ backend }: BoardUnderTest): unknown => backend.requests.at(-1)?.body;

it('says of each rule for which queues it is, what it sets, and in how many queues it counts', async () => {
  await open();
  expect(shown()).toEqual([`${WORDS[0]!} (counts in 1 queue)`, `${WORDS[1]!} (counts in no queue)`]);
});

it('adds what was written, also in wide digits and with a comma, and asks anew what the rules come to', async () => {
  const view = await open();
  await person().selectOptions(screen.getByTestId('rule-match'), 'group');
  await person().type(screen.getByTestId('rule-pattern'), 'Billing');
  await person().type(screen.getByTestId('rule-targetPercent'), '92,5');
  await person().type(screen.getByTestId('rule-shortAbandonSeconds'), '３');
  await person().selectOptions(screen.getByTestId('rule-flow-outs'), 'yes');
  await person().click(screen.getByTestId('rule-add'));
  const added: QueueRule = {
    id: 'rule-3',
    queues: { kind: 'group', group: 'Billing' },
    targetPercent: 92.5,
    shortAbandonSeconds: 3,
    countsFlowOuts: true,
  };
  expect(lastBody(view)).toEqual({ revision: 3, rules: [VOICE, VIP, added] });
  view.backend.answer({ ...RULES, revision: 4, rules: [VOICE, VIP, added] });
  await passTime(50);
  expect(screen.getByTestId('rules-news')).toHaveTextContent(
    'Added: Group Billing: target 92.5%; short abandon below 3 s; flow-outs count.',
  );
  expect(view.backend.requests.at(-1)?.path).toBe('/queues/policies');
  expect(screen.queryByTestId('rule-pattern')).not.toBeInTheDocument();
});

it('says at the field what is wrong with it, and sends nothing', async () => {
  const view = await open();
  const sent = view.backend.requests.length;
  await person().click(screen.getByTestId('rule-add'));
  expect(screen.getByText('Set at least one of these.')).toBeInTheDocument();
  await person().type(screen.getByTestId('rule-thresholdSeconds'), '1.5');
  await person().click(screen.getByTestId('rule-add'));
  expect(screen.getByTestId('rule-thresholdSeconds')).toHaveAccessibleDescription(/whole seconds/);
  await person().clear(screen.getByTestId('rule-thresholdSeconds'));
  await person().type(screen.getByTestId('rule-targetPercent'), '101');
  await person().click(screen.getByTestId('rule-add'));
  expect(screen.getByTestId('rule-targetPercent')).toHaveAccessibleDescription(/0 to 100/);
  await person().type(screen.getByTestId('rule-channel'), 'default');
  await person().click(screen.getByTestId('rule-add'));
  expect(screen.getByTestId('rule-channel')).toBeInvalid();
  expect(view.backend.requests).toHaveLength(sent);
});

it('lets the day of queues begin at another time, in a zone that there is', async () => {
  const view = await open();
  const sent = view.backend.requests.length;
  await person().type(screen.getByTestId('rule-resetTime'), '6 Uhr');
  await person().click(screen.getByTestId('rule-add'));
  expect(screen.getByTestId('rule-resetTime')).toHaveAccessibleDescription(/00:00 to 23:59/);
  await person().clear(screen.getByTestId('rule-resetTime'));
  await person().type(screen.getByTestId('rule-resetTime'), '06:00');
  await person().type(screen.getByTestId('rule-resetZone'), 'Europe/Nowhere');
  await person().click(screen.getByTestId('rule-add'));
  expect(screen.getByTestId('rule-resetZone')).toHaveAccessibleDescription(/such as Europe.Berlin/);
  expect(view.backend.requests).toHaveLength(sent);
  await person().clear(screen.getByTestId('rule-resetZone'));
  await person().type(screen.getByTestId('rule-resetZone'), 'Europe/Berlin');
  await person().click(screen.getByTestId('rule-add'));
  const added: QueueRule = { id: 'rule-3', queues: { kind: 'all' }, reset: { time: '06:00', zone: 'Europe/Berlin' } };
  expect(lastBody(view)).toEqual({ revision: 3, rules: [VOICE, VIP, added] });
  view.backend.answer({ ...RULES, revision: 4, rules: [VOICE, VIP, added] });
  await passTime(50);
  expect(screen.getByTestId('rules-news')).toHaveTextContent('Added: All queues: day begins at 06:00 Europe/Berlin.');
});

it('is only to look at for who may not change it', async () => {
  await open({ ...RULES, canEdit: false });
  expect(screen.getByText('Only admins may change them.')).toBeInTheDocument();
  expect(screen.getAllByTestId('rule-remove')[0]).toHaveAttribute('aria-disabled', 'true');
  expect(screen.queryByTestId('rule-add')).not.toBeInTheDocument();
});

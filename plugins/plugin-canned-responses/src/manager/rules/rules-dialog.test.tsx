import type { ResponseRule } from '@flex-sync-suite/shared/contract';
import { BackendError } from '@flex-sync-suite/shared/flex';
import { passTime } from '@flex-sync-suite/shared/testing';
import { screen } from '@testing-library/react';
import axe from 'axe-core';
import { click, setText } from '../testing/edit-greeting';
import {
  createFakeCannedBackend,
  library,
  ME,
  unreachable,
  type FakeCannedBackend,
} from '../testing/fake-canned-backend';
import { renderManager, setUpManager, type ManagerUnderTest } from '../testing/render-manager';

setUpManager();

const PAYMENT: ResponseRule = { id: 'a', when: { kind: 'checkout-stalled', step: 'Payment' }, tag: 'payment' };
const THIRD: ResponseRule = { id: 'b', when: { kind: 'checkout-failed', step: 3 }, tag: 'card' };
const SEARCH: ResponseRule = { id: 'c', when: { kind: 'search-without-result' }, tag: 'catalogue' };
const WORDS = [
  'Checkout stalls or stops at Payment: responses tagged payment',
  'Checkout step fails at step 3: responses tagged card',
  'Search finds nothing: responses tagged catalogue',
];

async function open(
  prepare: (backend: FakeCannedBackend) => void = () => undefined,
): Promise<ManagerUnderTest & { readonly backend: FakeCannedBackend }> {
  const backend = createFakeCannedBackend([]);
  backend.rules = { revision: 4, rules: [PAYMENT, THIRD, SEARCH], canEdit: true };
  const view = await renderManager(backend);
  prepare(backend);
  await click(view, 'manager-rules');
  return { ...view, backend };
}

const shown = (): string[] => screen.queryAllByTestId('rule-text').map(({ textContent }) => textContent);
const saved = ({ sent }: FakeCannedBackend): unknown[] =>
  sent.filter(({ method }) => method === 'PUT').map(({ body }) => body);
const news = (): string => screen.getByTestId('rules-news').textContent;
const failure = (): string => screen.getByTestId('rules-failure').textContent;

it('lists the rules in their order, in words', async () => {
  await open();
  expect(shown()).toEqual(WORDS);
});

it('adds a rule at the end, and says so', async () => {
  const view = await open();
  await view.person.selectOptions(screen.getByTestId('rule-condition'), 'checkout-failed');
  await setText(view, 'rule-step', 'Versand');
  await setText(view, 'rule-tag', 'shipping');
  await click(view, 'rule-add');
  expect(shown()).toEqual([...WORDS, 'Checkout step fails at Versand: responses tagged shipping']);
  expect(saved(view.backend)).toEqual([
    {
      revision: 4,
      rules: [
        PAYMENT,
        THIRD,
        SEARCH,
        { id: 'rule-4', when: { kind: 'checkout-failed', step: 'Versand' }, tag: 'shipping' },
      ],
    },
  ]);
  expect(news()).toContain('Added: Checkout step fails at Versand');
  expect(screen.getByTestId('rule-tag')).toHaveValue('');
});

it('has no step where the condition has none, and says at the field what is wrong with it', async () => {
  const view = await open();
  await setText(view, 'rule-step', '0');
  await setText(view, 'rule-tag', 'x');
  await click(view, 'rule-add');
  expect(screen.getByTestId('rule-step')).toHaveAccessibleDescription(/a number from 1/);
  await view.person.selectOptions(screen.getByTestId('rule-condition'), 'search-without-result');
  expect(screen.queryByTestId('rule-step')).not.toBeInTheDocument();
  await view.person.clear(screen.getByTestId('rule-tag'));
  await click(view, 'rule-add');
  expect(screen.getByTestId('rule-tag')).toBeInvalid();
  expect(saved(view.backend)).toEqual([]);
});

it('removes a rule at once, and puts it back where it was, with the keyboard alone', async () => {
  const view = await open();
  screen.getAllByTestId('rule-remove')[1]!.focus();
  await view.person.keyboard('{Enter}');
  await passTime(50);
  expect(shown()).toEqual([WORDS[0], WORDS[2]]);
  expect(news()).toBe(`Removed: ${WORDS[1]!}.`);
  expect(screen.getByTestId('rules-undo')).toHaveFocus();
  await view.person.keyboard('{Enter}');
  await passTime(50);
  expect(shown()).toEqual(WORDS);
  expect(view.backend.rules).toMatchObject({ revision: 6, rules: [PAYMENT, THIRD, SEARCH] });
});

it('moves a rule by one place, and says so; the first goes no further up', async () => {
  const view = await open();
  await view.person.click(screen.getAllByTestId('rule-up')[2]!);
  await passTime(50);
  expect([shown(), news()]).toEqual([[WORDS[0], WORDS[2], WORDS[1]], `Up: ${WORDS[2]!}.`]);
  await view.person.click(screen.getAllByTestId('rule-down')[0]!);
  await passTime(50);
  expect(shown()).toEqual([WORDS[2], WORDS[0], WORDS[1]]);
  expect(screen.getAllByTestId('rule-up')[0]).toHaveAttribute('aria-disabled', 'true');
  await view.person.click(screen.getAllByTestId('rule-up')[0]!);
  expect(view.backend.rules).toMatchObject({ revision: 6, rules: [SEARCH, PAYMENT, THIRD] });
});

it('says why a change was not saved, keeps what was written, and tries again on demand', async () => {
  const view = await open();
  view.backend.failNext('PUT', unreachable());
  await setText(view, 'rule-tag', 'payment');
  await click(view, 'rule-add');
  expect(failure()).toContain('The rules were not saved: The backend cannot be reached.');
  expect(shown()).toEqual(WORDS);
  expect(screen.getByTestId('rule-tag')).toHaveValue('payment');
  await click(view, 'rules-retry');
  expect([shown().length, failure()]).toEqual([4, '']);
});

it('says in the backend’s words which rule is there twice', async () => {
  const view = await open();
  const sentence = 'Rules 1 and 4 are the same: remove one of them.';
  view.backend.failNext('PUT', new BackendError('duplicate_rule', sentence, { status: 422 }));
  await setText(view, 'rule-tag', 'payment');
  await click(view, 'rule-add');
  expect(failure()).toContain(sentence);
});

it('shows the rules as they are when somebody changed them meanwhile, and saves nothing over them', async () => {
  const view = await open();
  view.backend.rules = { revision: 5, rules: [SEARCH], canEdit: true };
  await click(view, 'dialog-close');
  await click(view, 'manager-rules');
  view.backend.rules = { revision: 6, rules: [THIRD], canEdit: true };
  await view.person.click(screen.getByTestId('rule-remove'));
  await passTime(50);
  expect([shown(), view.backend.rules.revision]).toEqual([[WORDS[1]], 6]);
  expect(failure()).toContain('Somebody else changed the rules meanwhile.');
  expect(screen.queryByTestId('rules-retry')).not.toBeInTheDocument();
});

it('reads the rules again on demand when they cannot be read', async () => {
  const view = await open((backend) => {
    backend.failNext('GET /canned-responses/rules', unreachable());
  });
  expect(failure()).toContain('The rules cannot be read');
  expect(screen.queryByTestId('rule-add')).not.toBeInTheDocument();
  await click(view, 'rules-retry');
  expect(shown()).toEqual(WORDS);
});

it('is for who writes for others', async () => {
  const backend = createFakeCannedBackend([]);
  backend.answer = { libraries: [library({ id: ME, kind: 'personal', access: 'administer' })], workers: [] };
  await renderManager(backend);
  expect(screen.queryByTestId('manager-rules')).not.toBeInTheDocument();
});

it('has no accessibility problems, with rules, without one, and with a failure', async () => {
  const view = await open();
  view.backend.failNext('PUT', unreachable());
  await view.person.click(screen.getAllByTestId('rule-remove')[0]!);
  await passTime(50);
  jest.useRealTimers();
  // jsdom has no layout: colours are for the browser tests. A whole page has landmarks; this is a part of one.
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  const { violations } = await axe.run(view.baseElement, { rules });
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});

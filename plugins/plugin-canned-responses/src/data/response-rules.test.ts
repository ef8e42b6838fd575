import { RESPONSE_RULES_PATH, type ResponseRule } from '@flex-sync-suite/shared/contract';
import { createFakeBackend } from '@flex-sync-suite/shared/testing';
import { createRuleStore, RULES_KEPT_MS } from './response-rules';

const RULES: ResponseRule[] = [{ id: 'a', when: { kind: 'search-without-result' }, tag: 'catalogue' }];
const settled = async (): Promise<void> => {
  for (let n = 0; n < 5; n += 1) await Promise.resolve();
};

function start() {
  const backend = createFakeBackend();
  let at = 0;
  const store = createRuleStore(backend.client, () => at);
  return { backend, store, pass: (ms: number) => void (at += ms) };
}

it('asks for the rules once, and again when a lead may have changed them since', async () => {
  const { backend, store, pass } = start();
  expect([store.getSnapshot(), backend.requests]).toEqual([[], []]);
  store.request();
  store.request();
  expect(backend.requests.map(({ path }) => path)).toEqual([RESPONSE_RULES_PATH]);
  backend.answer({ revision: 1, rules: RULES, canEdit: false });
  await settled();
  const told = store.getSnapshot();
  expect(told).toEqual(RULES);
  pass(RULES_KEPT_MS - 1);
  store.request();
  expect(backend.requests).toHaveLength(1);
  pass(1);
  store.request();
  backend.answer({ revision: 2, rules: RULES, canEdit: false });
  await settled();
  expect(store.getSnapshot()).toBe(told);
});

it('keeps the rules when the backend does not answer, and leaves it alone for a while', async () => {
  const { backend, store, pass } = start();
  store.request();
  backend.answer({ revision: 1, rules: RULES, canEdit: false });
  await settled();
  pass(RULES_KEPT_MS);
  store.request();
  backend.fail('unreachable', 'The backend cannot be reached', { status: null });
  await settled();
  store.request();
  expect([backend.requests.length, store.getSnapshot()]).toEqual([2, RULES]);
  pass(30_000);
  store.request();
  expect(backend.requests).toHaveLength(3);
});

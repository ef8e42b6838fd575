import {
  RESPONSE_RULES_PATH,
  ResponseRules,
  ResponseRulesConflict,
  type ResponseRule,
} from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import * as v from 'valibot';
import { workerSid } from '../../testing/callbacks';
import { ADMIN, agent, withCannedDesk, type CannedDesk, type TestCaller } from '../../testing/canned-desk';
import { ENGINES, type TestDatabase } from '../../testing/databases';

const PAYMENT: ResponseRule = { id: 'a', when: { kind: 'checkout-stalled', step: 'Payment' }, tag: 'payment' };
const SEARCH: ResponseRule = { id: 'b', when: { kind: 'search-without-result' }, tag: 'catalogue' };

describe.each(ENGINES)('the rules that rank responses, over HTTP on %s', (_name, open) => {
  let db: TestDatabase;
  let desk: CannedDesk;

  withCannedDesk(open, (...opened) => {
    [db, desk] = opened;
  });

  const put = (revision: number, ...rules: readonly unknown[]) =>
    desk.request('PUT', RESPONSE_RULES_PATH, { revision, rules });
  const get = () => desk.request('GET', RESPONSE_RULES_PATH);
  const seenBy = async (caller: TestCaller) => {
    desk.signIn(caller);
    return v.parse(ResponseRules, (await get()).json());
  };

  test('are none at first, are kept in their order, and are read by everybody', async () => {
    expect(await seenBy(agent(1))).toEqual({ revision: 0, rules: [], canEdit: false });
    desk.signIn(ADMIN);
    const saved = await put(0, SEARCH, PAYMENT);
    expect([saved.statusCode, saved.json()]).toEqual([200, { revision: 1, rules: [SEARCH, PAYMENT], canEdit: true }]);
    expect((await put(1, PAYMENT)).json()).toMatchObject({ revision: 2, rules: [PAYMENT] });
    expect(await seenBy(agent(1))).toEqual({ revision: 2, rules: [PAYMENT], canEdit: false });
    expect(await seenBy({ roles: ['supervisor'], worker: null })).toMatchObject({ rules: [PAYMENT], canEdit: false });
  });

  test('are changed by admins and by who leads a library that others share, and by nobody else', async () => {
    await desk.addLibrary('global', 'Everyday', { leads: [1] });
    await desk.addLibrary('team', 'Billing', { leads: [2], members: [3] });
    const mayEdit = async (caller: TestCaller): Promise<boolean> => {
      const { revision, canEdit } = await seenBy(caller);
      const answer = await put(revision, PAYMENT);
      expect(answer.statusCode).toBe(canEdit ? 200 : 403);
      return canEdit;
    };
    expect([await mayEdit(ADMIN), await mayEdit(agent(1)), await mayEdit(agent(2))]).toEqual([true, true, true]);
    // Who writes only own replies, or reads only.
    desk.signIn(agent(3));
    await desk.request('POST', '/libraries', { kind: 'personal', name: 'Mine' });
    expect([await mayEdit(agent(3)), await mayEdit({ roles: ['supervisor'], worker: null })]).toEqual([false, false]);
    desk.signIn({ roles: ['wfo.full_access'], worker: 1 });
    expect([(await get()).statusCode, (await put(3, PAYMENT)).statusCode]).toEqual([403, 403]);
  });

  test('tell who changed them meanwhile what they are now, and change nothing', async () => {
    await put(0, PAYMENT);
    for (const revision of [0, 2]) {
      const answer = await put(revision, SEARCH);
      expect(answer.statusCode).toBe(409);
      expect(v.parse(ResponseRulesConflict, answer.json()).current).toMatchObject({ revision: 1, rules: [PAYMENT] });
    }
    const both = await Promise.all([put(1, SEARCH), put(1, PAYMENT, SEARCH)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect((await seenBy(ADMIN)).revision).toBe(2);
  });

  test('of two who write the first ones at once, one is told so', async () => {
    const both = await Promise.all([put(0, SEARCH), put(0, PAYMENT)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  });

  test('are refused with the reason: a kind that nobody knows, two of one meaning, too many', async () => {
    const refused = async (...rules: readonly unknown[]) => {
      const answer = await put(0, ...rules);
      const { code, message } = answer.json<{ code: string; message: string }>();
      return [answer.statusCode, code, message];
    };
    const unknown = { ...PAYMENT, when: { kind: 'moon-is-full' } };
    expect(await refused(unknown)).toEqual([400, 'invalid_request', 'The rules is not valid: rules.0.when.kind.']);
    expect((await refused({ ...PAYMENT, tag: ' ' }))[0]).toBe(400);
    expect(await refused(PAYMENT, { ...PAYMENT, id: 'c' })).toEqual([
      422,
      'duplicate_rule',
      'Rules 1 and 2 are the same: remove one of them.',
    ]);
    const many = Array.from({ length: 51 }, (_, n) => ({ ...PAYMENT, id: `r${n}`, tag: `tag ${n}` }));
    expect((await refused(...many)).slice(0, 2)).toEqual([422, 'too_many_rules']);
    expect((await seenBy(ADMIN)).revision).toBe(0);
  });

  test('hold text that a database cannot, and each change is on record with who made it', async () => {
    await put(0, { ...PAYMENT, when: { kind: 'checkout-failed', step: 'Pay\u0000ment' }, tag: 'card\ud800' });
    expect((await seenBy(ADMIN)).rules).toEqual([
      { ...PAYMENT, when: { kind: 'checkout-failed', step: 'Pay\ufffdment' }, tag: 'card\ufffd' },
    ]);
    await put(9, SEARCH);
    const { rows } = await sql`SELECT actor, action, resource FROM audit`.execute(db.database.kysely);
    expect(rows).toEqual([{ actor: workerSid(90), action: 'response-rules.edit', resource: 'rules' }]);
  });
});

import { randomBytes, randomUUID } from 'node:crypto';
import {
  MAX_ALERT_HOOKS,
  type AlertHook,
  type AlertHookChange,
  type AlertHookMade,
  type AlertHooks,
  type AlertHookTest,
  type NewAlertHook,
} from '@flex-sync-suite/shared/contract';
import { timedSignature } from '../../base/keyed-hash';
import type { AddressJudge } from '../../base/judged-addresses';
import { PostFailed, type PublicPost } from '../../base/public-post';
import { storableText } from '../../base/storable-text';
import { Refusal } from '../../base/refusal';
import { hookBody, hookHeaders, hookUrlProblem } from '../../domain/alerts/alert-hooks';
import {
  hookTarget,
  insertHook,
  listHooks,
  removeHook,
  setHookState,
  type HookTarget,
} from '../../store/alerts/alert-hooks';
import { writeAudit } from '../../store/audit';
import type { Database } from '../../store/database';
import { inTransaction } from '../../store/transaction';
import { requireAdmin, requireSupervisor, type Caller } from '../caller';

/** Where alerts are told outside of Flex. All but the list throws a `Refusal` `forbidden` for a caller who is no admin. */
export interface AlertHookCommands {
  /** Their names alone for a supervisor. @throws Refusal `forbidden` for a caller who is neither supervisor nor admin */
  list(caller: Caller): Promise<AlertHooks>;
  /** @throws Refusal `unprocessable` for a place that nobody may be sent to, and for one too many */
  create(caller: Caller, hook: NewAlertHook): Promise<AlertHookMade>;
  /** Has it rest, or goes on; puts back what was removed less than a day ago. @throws Refusal `missing` */
  change(caller: Caller, id: string, change: AlertHookChange): Promise<AlertHook>;
  /** @throws Refusal `missing` */
  remove(caller: Caller, id: string): Promise<void>;
  /** Sends a message at once, and once. @throws Refusal `missing` */
  test(caller: Caller, id: string): Promise<AlertHookTest>;
}

export interface AlertHookCommandOptions {
  readonly database: Database;
  readonly now: () => number;
  readonly post: PublicPost;
  readonly judge: AddressJudge;
  /** Told when webhooks were made or changed. */
  readonly onChanged: () => void;
}

export function createAlertHookCommands(options: AlertHookCommandOptions): AlertHookCommands {
  const { database, now, judge, onChanged } = options;
  const db = database.kysely;
  return {
    list: async (caller) => {
      requireSupervisor(caller);
      const hooks = await listHooks(db);
      const mayEdit = caller.roles.includes('admin');
      return { mayEdit, names: hooks.map(({ name }) => name), hooks: mayEdit ? hooks : [] };
    },
    create: async (caller, { name, url }) => {
      requireAdmin(caller);
      // Before the transaction: a name service may take its time.
      const problem = hookUrlProblem(url) ?? (await judge(new URL(url)));
      if (problem !== null) throw new Refusal('unprocessable', 'bad_webhook_url', problem);
      const { href, host } = new URL(url);
      const target = {
        ...{ id: randomUUID(), url: href, secret: randomBytes(32).toString('hex') },
        name: storableText(name) || host,
      };
      const made = await inTransaction(db, async (trx) => {
        const at = now();
        if (!(await insertHook(trx, target, MAX_ALERT_HOOKS, at))) throw tooMany();
        await writeAudit(trx, { at, actor: caller.actor, action: 'alert-hook.create', resource: target.id });
        const hook = (await listHooks(trx)).find(({ id }) => id === target.id);
        if (hook === undefined) throw new Error('The webhook was not stored');
        return { hook, secret: target.secret };
      });
      onChanged();
      return made;
    },
    change: async (caller, id, { state }) => {
      requireAdmin(caller);
      const changed = await inTransaction(db, async (trx) => {
        const at = now();
        if (!(await setHookState(trx, { id, state, most: MAX_ALERT_HOOKS, nowMs: at }))) throw noSuchHook();
        await writeAudit(trx, { at, actor: caller.actor, action: `alert-hook.${state}`, resource: id });
        const hook = (await listHooks(trx)).find((each) => each.id === id);
        if (hook === undefined) throw noSuchHook();
        return hook;
      });
      onChanged();
      return changed;
    },
    remove: async (caller, id) => {
      requireAdmin(caller);
      await inTransaction(db, async (trx) => {
        const at = now();
        if (!(await removeHook(trx, id, at))) throw noSuchHook();
        await writeAudit(trx, { at, actor: caller.actor, action: 'alert-hook.delete', resource: id });
      });
    },
    test: async (caller, id) => {
      requireAdmin(caller);
      const target = await hookTarget(db, id);
      if (target === null) throw noSuchHook();
      return tryOut(options, target);
    },
  };
}

async function tryOut({ now, post }: AlertHookCommandOptions, { url, secret }: HookTarget): Promise<AlertHookTest> {
  const message = { id: randomUUID(), event: 'test', body: hookBody('test', null, now()) } as const;
  const headers = hookHeaders(message, timedSignature(secret, message.body, now()));
  try {
    const { status, excerpt } = await post({ url, headers, body: message.body, signal: new AbortController().signal });
    return { isTaken: status >= 200 && status < 300, answer: `${status} ${excerpt}`.trim() };
  } catch (error) {
    if (error instanceof PostFailed) return { isTaken: false, answer: error.message };
    throw error;
  }
}

const tooMany = (): Refusal => {
  const sentence = `There may be ${MAX_ALERT_HOOKS} webhooks at most: remove one first.`;
  return new Refusal('unprocessable', 'too_many_webhooks', sentence);
};

/** What is said of a webhook that is not known. */
export const noSuchHook = (): Refusal => new Refusal('missing', 'not_found', 'There is no such webhook.');

import { randomBytes, randomUUID } from 'node:crypto';
import {
  MAX_ALERT_HOOKS,
  type AlertHookMade,
  type AlertHooks,
  type AlertHookTest,
  type NewAlertHook,
} from '@flex-sync-suite/shared/contract';
import { timedSignature } from '../../base/keyed-hash';
import { PostFailed, type PublicPost } from '../../base/public-post';
import { Refusal } from '../../base/refusal';
import { hookBody, hookHeaders, hookUrlProblem } from '../../domain/alerts/alert-hooks';
import { deleteHook, hookTarget, insertHook, listHooks } from '../../store/alerts/alert-hooks';
import { writeAudit } from '../../store/audit';
import type { Database } from '../../store/database';
import { inTransaction } from '../../store/transaction';
import { requireAdmin, type Caller } from '../caller';

/** Where alerts are told outside of Flex. Every method throws a `Refusal` `forbidden` for a caller who is no admin. */
export interface AlertHookCommands {
  list(caller: Caller): Promise<AlertHooks>;
  /** @throws Refusal `unprocessable` for a place that nobody may be sent to, and for one too many */
  create(caller: Caller, hook: NewAlertHook): Promise<AlertHookMade>;
  /** @throws Refusal `missing` */
  remove(caller: Caller, id: string): Promise<void>;
  /** Sends a message at once, and once. @throws Refusal `missing` */
  test(caller: Caller, id: string): Promise<AlertHookTest>;
}

export interface AlertHookCommandOptions {
  readonly database: Database;
  readonly now: () => number;
  readonly post: PublicPost;
}

export function createAlertHookCommands({ database, now, post }: AlertHookCommandOptions): AlertHookCommands {
  const db = database.kysely;
  return {
    list: async (caller) => {
      requireAdmin(caller);
      return { hooks: await listHooks(db) };
    },
    create: async (caller, { url }) => {
      requireAdmin(caller);
      const problem = hookUrlProblem(url);
      if (problem !== null) throw new Refusal('unprocessable', 'bad_webhook_url', problem);
      const target = { id: randomUUID(), url: new URL(url).href, secret: randomBytes(32).toString('hex') };
      return inTransaction(db, async (trx) => {
        const at = now();
        if (!(await insertHook(trx, target, MAX_ALERT_HOOKS, at))) throw tooMany();
        await writeAudit(trx, { at, actor: caller.actor, action: 'alert-hook.create', resource: target.id });
        const hook = (await listHooks(trx)).find(({ id }) => id === target.id);
        if (hook === undefined) throw new Error('The webhook was not stored');
        return { hook, secret: target.secret };
      });
    },
    remove: async (caller, id) => {
      requireAdmin(caller);
      await inTransaction(db, async (trx) => {
        if (!(await deleteHook(trx, id))) throw noSuchHook();
        await writeAudit(trx, { at: now(), actor: caller.actor, action: 'alert-hook.delete', resource: id });
      });
    },
    test: async (caller, id) => {
      requireAdmin(caller);
      const target = await hookTarget(db, id);
      if (target === null) throw noSuchHook();
      const message = { id: randomUUID(), event: 'test', body: hookBody('test', null, now()) } as const;
      const headers = hookHeaders(message, timedSignature(target.secret, message.body, now()));
      try {
        const signal = new AbortController().signal;
        const { status, excerpt } = await post({ url: target.url, headers, body: message.body, signal });
        return { isTaken: status >= 200 && status < 300, answer: `${status} ${excerpt}`.trim() };
      } catch (error) {
        if (error instanceof PostFailed) return { isTaken: false, answer: error.message };
        throw error;
      }
    },
  };
}

const tooMany = (): Refusal => {
  const sentence = `There may be ${MAX_ALERT_HOOKS} webhooks at most: remove one first.`;
  return new Refusal('unprocessable', 'too_many_webhooks', sentence);
};

/** What is said of a webhook that is not known. */
export const noSuchHook = (): Refusal => new Refusal('missing', 'not_found', 'There is no such webhook.');

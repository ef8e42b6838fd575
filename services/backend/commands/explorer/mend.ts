import {
  outboxKey,
  WorkerSid,
  type ExplorerKind,
  type ExplorerMend,
  type ExplorerMended,
} from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { Refusal } from '../../base/refusal';
import { listsNamedIn } from '../../domain/responses/worker-link';
import { keysBySid, workerAttributes, writeAgain } from '../../store/explorer/outbox-objects';
import { unknownAmong } from '../../store/outbox/object-standing';
import { inTransaction } from '../../store/transaction';
import type { Caller } from '../caller';
import { admit, admitTo, isOfSuite, type ExplorerOptions } from './explorer-context';
import { documentNamedBy } from './object-links';
import { recordSync } from './sync-audit';

/**
 * Puts right what a finding tells, after another look: what is right by now stays as it is. On record before it is done.
 * @throws Refusal `forbidden`, `missing` for the service, `unprocessable`, `too-often`, `unavailable`
 */
export type Mend = (caller: Caller, serviceSid: string, finding: ExplorerMend) => Promise<ExplorerMended>;

const TTL_SECONDS = 30 * 86_400;
const GONE: ExplorerMended = { did: 'gone' };

export function createMend(options: ExplorerOptions): Mend {
  const { database, lookingAnew: looking, now, onMarked, suiteSid } = options;
  const db = database.kysely;

  /** Those of the keys that the outbox knows are written again. */
  async function again(
    caller: Caller,
    serviceSid: string,
    sid: string,
    keys: readonly string[],
  ): Promise<ExplorerMended> {
    const marked = await inTransaction(db, async (trx) => {
      const unknown = new Set(await unknownAmong(trx, keys));
      const known = keys.filter((key) => !unknown.has(key));
      if (known.length === 0) return known;
      await writeAgain(trx, known, now());
      const record = { actor: caller.actor, at: now(), action: 'sync.write-again' } as const;
      await recordSync(trx, record, { serviceSid, sid }, null);
      return known;
    });
    if (marked.length === 0) return GONE;
    onMarked(marked);
    return { did: 'write-again' };
  }

  async function endless(caller: Caller, serviceSid: string, kind: ExplorerKind, sid: string): Promise<ExplorerMended> {
    const place = { serviceSid, kind, sid };
    admitTo(options, caller, place);
    const found = await looking.object(serviceSid, kind, sid);
    if (found?.object.expiresAt !== null) return GONE;
    const { uniqueName } = found.object;
    if (uniqueName !== null && isOfSuite(options, serviceSid, uniqueName)) {
      const kept = await again(caller, serviceSid, sid, [uniqueName]);
      if (kept.did !== 'gone') return kept;
    }
    await recordSync(db, { actor: caller.actor, at: now(), action: 'sync.set-ttl' }, place, null);
    const write = await looking.setTtl(place, TTL_SECONDS);
    return write.outcome === 'written' ? { did: 'set-ttl' } : GONE;
  }

  /** The List is written anew, and the Document that its item should name. */
  async function orphan(caller: Caller, serviceSid: string, sid: string, itemKey: string): Promise<ExplorerMended> {
    const list = { serviceSid, kind: 'list', sid } as const;
    admitTo(options, caller, list);
    const item = await looking.item(list, itemKey);
    const names = item === null ? null : documentNamedBy(item);
    if (item === null || names === null) return GONE;
    if ((await looking.object(serviceSid, 'document', names)) !== null) return GONE;
    const keys = await keysBySid(db, [sid, names]);
    const mended = await again(caller, serviceSid, sid, [...keys.values()].sort());
    if (mended.did !== 'gone') return mended;
    await recordSync(db, { actor: caller.actor, at: now(), action: 'sync.remove-item' }, list, itemKey);
    const write = await looking.removeItem(list, itemKey, item.item.revision);
    return write.outcome === 'written' ? { did: 'remove-item' } : GONE;
  }

  /** The attributes are written anew, and Lists among them that Sync was believed to have. */
  async function workerLink(caller: Caller, workerSid: string): Promise<ExplorerMended> {
    const worker = v.safeParse(WorkerSid, workerSid);
    const attributes = worker.success ? await workerAttributes(db, worker.output) : null;
    if (!worker.success || attributes === null) return GONE;
    const missing: string[] = [];
    for (const sid of listsNamedIn(attributes)) {
      if ((await looking.object(suiteSid, 'list', sid)) === null) missing.push(sid);
    }
    if (missing.length === 0) return GONE;
    const lists = await keysBySid(db, missing);
    const key = outboxKey({ kind: 'worker-attributes', workerSid: worker.output });
    return again(caller, suiteSid, workerSid, [key, ...lists.values()]);
  }

  /**
   * Also what is not set aside any more: nothing is wrong with writing it once more.
   * @param sid of the object, or of the worker; of one that Sync never had, its name
   */
  async function setAside(caller: Caller, sid: string): Promise<ExplorerMended> {
    const worker = v.safeParse(WorkerSid, sid);
    const name = isOfSuite(options, suiteSid, sid) ? sid : undefined;
    const key = worker.success
      ? outboxKey({ kind: 'worker-attributes', workerSid: worker.output })
      : (name ?? (SID.test(sid) ? (await keysBySid(db, [sid])).get(sid) : undefined));
    return key === undefined ? GONE : again(caller, suiteSid, sid, [key]);
  }

  return async (caller, serviceSid, { kind, objectKind, sid, itemKey }) => {
    admit(options, caller, serviceSid);
    if (kind === 'no-ttl') {
      if (objectKind === 'worker' || !SID.test(sid)) throw noSuchFinding();
      return endless(caller, serviceSid, objectKind, sid);
    }
    if (serviceSid !== suiteSid) throw noSuchFinding();
    switch (kind) {
      case 'orphan-item':
        if (itemKey === null || !SID.test(sid)) throw noSuchFinding();
        return orphan(caller, serviceSid, sid, itemKey);
      case 'broken-worker-link':
        return workerLink(caller, sid);
      case 'set-aside':
        return setAside(caller, sid);
    }
  };
}

const SID = /^(ET|MP|ES|TO)[0-9a-f]{32}$/;

const noSuchFinding = (): Refusal =>
  new Refusal('unprocessable', 'no_such_finding', 'Nothing like this is ever found. Look again for what is wrong.');

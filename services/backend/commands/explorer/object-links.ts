import {
  libraryOf,
  outboxObject,
  responseListName,
  SyncDocumentSid,
  type ExplorerLink,
} from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { Refusal } from '../../base/refusal';
import type { ObjectPlace, SeenItem } from '../../domain/explorer/seen';
import type { SyncLooking } from '../../domain/explorer/sync-looking';
import { readNames } from '../../store/directory/names';
import { keysBySid, listNumberOf, sidOfKey, workersAfter } from '../../store/explorer/outbox-objects';
import type { Queryable } from '../../store/transaction';

/** What links are looked for with. */
export interface LinkSources {
  readonly db: Queryable;
  readonly looking: SyncLooking;
  /** Of the suite's service the database knows objects by their SID. */
  readonly isSuite: boolean;
}

/** The largest page that Sync has: what a List says beyond is not looked at here. */
const MOST_ITEMS = 100;
/** Requests of Sync for one question. */
const MOST_CHECKED = 5;
const MOST_WORKERS = 100;

/** What an object names, and what names it; from the database as far as it knows. */
export async function linksOf(sources: LinkSources, place: ObjectPlace, name: string | null): Promise<ExplorerLink[]> {
  if (place.kind === 'list') return [...(await documentsOf(sources, place)), ...(await workersNaming(sources, place))];
  const object = name === null || !sources.isSuite ? null : outboxObject(name);
  if (object?.kind !== 'response') return [];
  const n = await listNumberOf(sources.db, object.responseId);
  const list = n === null ? null : responseListName(libraryOf(object.responseId), n);
  const sid = list === null ? null : await sidOfKey(sources.db, list);
  if (sid === null) return [];
  return [{ direction: 'named-by', itemKey: null, to: { kind: 'list', sid, uniqueName: list }, state: 'there' }];
}

/** The Document that an item of a List names; null for an item that names none. */
export function documentNamedBy({ item }: SeenItem): string | null {
  const sid = v.safeParse(SyncDocumentSid, item.data['documentSid']);
  return sid.success ? sid.output : null;
}

async function documentsOf(
  { db, looking, isSuite }: LinkSources,
  { serviceSid, sid }: ObjectPlace,
): Promise<ExplorerLink[]> {
  const page = await looking.items({ serviceSid, kind: 'list', sid }, { pageSize: MOST_ITEMS, after: null });
  const named = (page?.seen ?? []).flatMap((seen) => {
    const documentSid = documentNamedBy(seen);
    return documentSid === null ? [] : [{ itemKey: seen.item.key, documentSid }];
  });
  const sids = [...new Set(named.map(({ documentSid }) => documentSid))];
  const known = isSuite ? await keysBySid(db, sids) : new Map<string, string>();
  const states = new Map<string, ExplorerLink['state']>();
  for (const each of sids.filter((one) => !known.has(one)).slice(0, MOST_CHECKED)) {
    states.set(each, await stateOf(looking, serviceSid, each));
  }
  return named.map(({ itemKey, documentSid }) => ({
    direction: 'names',
    itemKey,
    to: { kind: 'document', sid: documentSid, uniqueName: known.get(documentSid) ?? null },
    state: known.has(documentSid) ? 'there' : (states.get(documentSid) ?? 'unknown'),
  }));
}

/** `unknown` where the budget is used up: who looks sees the rest all the same. */
async function stateOf(looking: SyncLooking, serviceSid: string, sid: string): Promise<ExplorerLink['state']> {
  try {
    return (await looking.object(serviceSid, 'document', sid)) === null ? 'missing' : 'there';
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'too-often') return 'unknown';
    throw error;
  }
}

async function workersNaming({ db, isSuite }: LinkSources, { sid }: ObjectPlace): Promise<ExplorerLink[]> {
  if (!isSuite) return [];
  const workers = await workersAfter(db, { after: '', like: sid, limit: MOST_WORKERS });
  const names = await readNames(
    db,
    workers.map((worker) => worker.sid),
  );
  return workers.map((worker) => ({
    ...{ direction: 'named-by', itemKey: null, state: 'there' },
    to: { kind: 'worker', sid: worker.sid, uniqueName: names.get(worker.sid) ?? null },
  }));
}

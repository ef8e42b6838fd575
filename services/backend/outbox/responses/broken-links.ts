import { outboxObject, responseDocumentName, type ResponseId } from '@flex-sync-suite/shared/contract';
import { pause, type Clock } from '../../base/clock';
import type { Logger } from '../../base/log';
import { linkedAttributes } from '../../domain/responses/worker-link';
import { readKnownDirectory } from '../../store/directory/directory-rows';
import { readableToAll } from '../../store/outbox/grants';
import { responseOfKey, workerAttributesKey } from '../../store/outbox/sync-keys';
import { listsOfWorker, type LinkSnapshot } from '../../store/responses/response-links';
import type { Queryable } from '../../store/transaction';
import { identitiesReading } from '../permissions/identities';
import type { SyncState, SyncWriter } from '../sync-port';

/** What can be wrong with the links between workers, Lists and Documents. */
export const LINK_KINDS = [
  'attributes',
  'list-missing',
  'list-unowned',
  'document-missing',
  'document-unowned',
  'item',
] as const;
type LinkKind = (typeof LINK_KINDS)[number];

export interface BrokenLink {
  readonly kind: LinkKind;
  /** The object to be looked at, and written anew if need be. */
  readonly key: string;
  /** The SID that should not be there; null where something is missing. */
  readonly sid: string | null;
}

/** What links are looked at with. */
export interface LinkContext {
  readonly db: Queryable;
  readonly sync: SyncWriter;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The items of Lists are read no faster than this. */
const READ_INTERVAL_MS = 200;

/** Attributes that name other Lists than the worker's own. */
export async function brokenAttributes({ db, sync }: LinkContext): Promise<BrokenLink[]> {
  const { workerSids } = await readKnownDirectory(db);
  const attributes = await sync.listAttributes();
  const broken: BrokenLink[] = [];
  for (const sid of workerSids) {
    const text = attributes.get(sid);
    if (text === undefined) continue;
    const isRight = linkedAttributes(text, await listsOfWorker(db, sid)).outcome === 'same';
    if (!isRight) broken.push({ kind: 'attributes', key: workerAttributesKey(sid), sid });
  }
  return broken;
}

/** Lists or Documents that are missing, or that nobody owns. */
export async function brokenObjects(
  { sync }: LinkContext,
  kind: 'list' | 'document',
  { objects, expected }: LinkSnapshot,
): Promise<BrokenLink[]> {
  const isOurs = (key: string) => outboxObject(key)?.kind === (kind === 'list' ? 'response-list' : 'response');
  const listed = await sync.listObjects(kind);
  const named = listed.filter(({ name }) => isOurs(name));
  // What somebody else created does not count as there, and has no owner either.
  const inSync = new Map(named.filter(({ stranger }) => stranger === null).map(({ name, sid }) => [name, sid]));
  const recorded = [...objects].filter(([key, { sid }]) => sid !== null && isOurs(key)).map(([key]) => key);
  const missing = [...new Set([...recorded, ...[...expected].filter(isOurs)])].filter((key) => {
    const sid = inSync.get(key);
    return sid === undefined || sid !== objects.get(key)?.sid;
  });
  const unowned = named
    .map(({ name, sid }): [string, string] => [name, sid])
    .filter(([key]) => !missing.includes(key) && (objects.get(key)?.sid ?? null) === null);
  return [
    ...missing.map((key): BrokenLink => ({ kind: `${kind}-missing`, key, sid: null })),
    ...unowned.map(([key, sid]): BrokenLink => ({ kind: `${kind}-unowned`, key, sid })),
  ];
}

/** Items that name another Document than their response's, or name it twice, and items that are missing. */
export async function brokenItems(
  context: LinkContext,
  { objects, places }: LinkSnapshot,
  isClosed: () => boolean,
): Promise<BrokenLink[]> {
  const sidOf = new Map([...objects].map(([key, { sid }]) => [responseOfKey(key), sid]));
  const broken: BrokenLink[] = [];
  for (const [key, { sid }] of objects) {
    if (outboxObject(key)?.kind !== 'response-list' || sid === null) continue;
    if (isClosed()) break;
    const items = await itemsOf(context, key, sid);
    if (items === null) continue;
    const { wrong, seen } = compared(items, sidOf);
    broken.push(...wrong.map((documentSid): BrokenLink => ({ kind: 'item', key, sid: documentSid })));
    const unseen = (places.get(key) ?? []).filter((id) => !seen.has(id));
    if (await lacksItem(context, key, objects, unseen)) broken.push({ kind: 'item', key, sid: null });
    await pause(context.clock, READ_INTERVAL_MS);
  }
  return broken;
}

/** SIDs of Documents that items of a List name wrongly, and the responses that it has. */
function compared(
  items: readonly SyncState[],
  sidOf: ReadonlyMap<string | null, string | null>,
): { readonly wrong: (string | null)[]; readonly seen: ReadonlySet<string> } {
  const seen = new Set<string>();
  const wrong: (string | null)[] = [];
  for (const { data, stranger } of items) {
    const { id, documentSid } = linkOf(data);
    const isRight =
      stranger === null && id !== null && documentSid !== null && sidOf.get(id) === documentSid && !seen.has(id);
    if (!isRight) wrong.push(documentSid);
    if (id !== null) seen.add(id);
  }
  return { wrong, seen };
}

/** Whether one of the responses could have its item: its Document is in Sync for good, and everybody may read it. */
async function lacksItem(
  { db, clock }: LinkContext,
  list: string,
  objects: LinkSnapshot['objects'],
  ids: readonly ResponseId[],
): Promise<boolean> {
  const settled = ids.map(responseDocumentName).filter((key) => {
    const document = objects.get(key);
    return document?.isSettled === true && document.sid !== null;
  });
  if (settled.length === 0) return false;
  return (await readableToAll(db, settled, await identitiesReading(db, list, clock.now()))).size > 0;
}

/** Null when the List cannot be read: that it is missing was told already, and the others are looked at all the same. */
async function itemsOf({ sync, log }: LinkContext, name: string, sid: string): Promise<readonly SyncState[] | null> {
  try {
    return await sync.listItems({ kind: 'list', name, sid });
  } catch (error) {
    log.warn({ err: error, objectKey: name }, 'the items of a List cannot be read');
    return null;
  }
}

function linkOf(data: unknown): { readonly id: string | null; readonly documentSid: string | null } {
  if (typeof data !== 'object' || data === null) return { id: null, documentSid: null };
  const { id, documentSid } = data as { readonly id?: unknown; readonly documentSid?: unknown };
  return {
    id: typeof id === 'string' ? id : null,
    documentSid: typeof documentSid === 'string' ? documentSid : null,
  };
}

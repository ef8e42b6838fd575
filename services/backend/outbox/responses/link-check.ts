import { outboxObject, responseDocumentName, type ResponseId } from '@flex-sync-suite/shared/contract';
import { linkedAttributes } from '../../domain/responses/worker-link';
import type { Logger } from '../../base/log';
import type { Metrics } from '../../base/metrics';
import type { Database } from '../../store/database';
import { readKnownDirectory } from '../../store/directory/directory-rows';
import { readableToAll } from '../../store/outbox/grants';
import { listsOfWorker, readLinks, type LinkSnapshot } from '../../store/responses/response-links';
import { libraryOfKey, responseOfKey, workerAttributesKey } from '../../store/outbox/sync-keys';
import { markUnverified } from '../../store/outbox/sync-objects';
import { pause, type Clock } from '../../base/clock';
import { identitiesReading } from '../permissions/identities';
import type { SyncState, SyncWriter } from '../sync-port';

/** What can be wrong with the links between workers, Lists and Documents. */
const LINK_KINDS = [
  'attributes',
  'list-missing',
  'list-unowned',
  'document-missing',
  'document-unowned',
  'item',
] as const;
type LinkKind = (typeof LINK_KINDS)[number];

interface BrokenLink {
  readonly kind: LinkKind;
  /** The object to be looked at, and written anew if need be. */
  readonly key: string;
  /** The SID that should not be there; null where something is missing. */
  readonly sid: string | null;
}

/**
 * One look at all links; rejects when Twilio or the database does not answer. Gives up, and changes nothing, once
 * `isClosed` says so.
 */
export type LinkCheck = (isClosed: () => boolean) => Promise<void>;

export interface LinkCheckOptions {
  readonly database: Database;
  readonly sync: SyncWriter;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Told which objects were marked. */
  readonly onMarked: (keys: readonly string[]) => void;
}

/** The items of Lists are read no faster than this. */
const READ_INTERVAL_MS = 200;

/**
 * Compares what Sync and the workers' attributes hold with what they should: attributes that name other Lists than the
 * worker's own, Lists and Documents that are missing or that nobody owns, items that name another Document than their
 * response's, or name it twice, items that are
 * missing. What is broken is logged, counted and marked to be written anew. What moved while it
 * looked is left to those who moved it.
 */
export function createLinkCheck(options: LinkCheckOptions): LinkCheck {
  const { database, sync, clock, log, metrics, onMarked } = options;
  const db = database.kysely;

  async function brokenAttributes(): Promise<BrokenLink[]> {
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

  async function brokenObjects(kind: 'list' | 'document', { objects, expected }: LinkSnapshot): Promise<BrokenLink[]> {
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

  async function brokenItems({ objects, places }: LinkSnapshot, isClosed: () => boolean): Promise<BrokenLink[]> {
    const sidOf = new Map([...objects].map(([key, { sid }]) => [responseOfKey(key), sid]));
    const broken: BrokenLink[] = [];
    for (const [key, { sid }] of objects) {
      if (outboxObject(key)?.kind !== 'response-list' || sid === null) continue;
      if (isClosed()) break;
      const seen = new Set<string>();
      const items = await itemsOf(key, sid);
      if (items === null) continue;
      for (const { data, stranger } of items) {
        const { id, documentSid } = linkOf(data);
        const isRight =
          stranger === null && id !== null && documentSid !== null && sidOf.get(id) === documentSid && !seen.has(id);
        if (!isRight) broken.push({ kind: 'item', key, sid: documentSid });
        if (id !== null) seen.add(id);
      }
      if (
        await lacksItem(
          key,
          objects,
          (places.get(key) ?? []).filter((id) => !seen.has(id)),
        )
      )
        broken.push({ kind: 'item', key, sid: null });
      await pause(clock, READ_INTERVAL_MS);
    }
    return broken;
  }

  /** Whether one of the responses could have its item: its Document is in Sync for good, and everybody may read it. */
  async function lacksItem(
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
  async function itemsOf(name: string, sid: string): Promise<readonly SyncState[] | null> {
    try {
      return await sync.listItems({ kind: 'list', name, sid });
    } catch (error) {
      log.warn({ err: error, objectKey: name }, 'the items of a List cannot be read');
      return null;
    }
  }

  return async (isClosed) => {
    const before = await readLinks(db);
    const found = [
      ...(await brokenAttributes()),
      ...(await brokenObjects('list', before)),
      ...(await brokenObjects('document', before)),
      ...(await brokenItems(before, isClosed)),
    ];
    if (isClosed()) return;
    const after = await readLinks(db);
    const broken = found.filter(({ key }) => isAtRest(key, before, after));
    for (const kind of LINK_KINDS) {
      metrics.linksBroken.set({ kind }, broken.filter((link) => link.kind === kind).length);
    }
    if (broken.length === 0) return;
    for (const link of broken) log.warn(link, 'a link of canned responses is broken');
    const keys = [...new Set(broken.map(({ key }) => key))].filter((key) => isOurs(key, after));
    if (keys.length === 0) return;
    await markUnverified(db, keys, clock.now());
    onMarked(keys);
  };
}

/**
 * Whether the database knows the object, or the library it is of. What it never knew may be another backend's that works
 * on the same service: that is told, and never deleted.
 */
function isOurs(key: string, { objects, libraries }: LinkSnapshot): boolean {
  const library = libraryOfKey(key);
  return library === null || objects.has(key) || libraries.has(library);
}

/** Whether nothing was to be written to the object, and nothing was written, between the two. */
function isAtRest(key: string, before: LinkSnapshot, after: LinkSnapshot): boolean {
  const [earlier, later] = [before.objects.get(key), after.objects.get(key)];
  const isExpected = before.expected.has(key);
  if (isExpected !== after.expected.has(key)) return false;
  if (earlier === undefined || later === undefined) return earlier === later;
  return later.isSettled && later.version === earlier.version && later.sid === earlier.sid;
}

function linkOf(data: unknown): { readonly id: string | null; readonly documentSid: string | null } {
  if (typeof data !== 'object' || data === null) return { id: null, documentSid: null };
  const { id, documentSid } = data as { readonly id?: unknown; readonly documentSid?: unknown };
  return {
    id: typeof id === 'string' ? id : null,
    documentSid: typeof documentSid === 'string' ? documentSid : null,
  };
}

import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/log';
import type { Metrics } from '../../base/metrics';
import type { Database } from '../../store/database';
import { libraryOfKey } from '../../store/outbox/sync-keys';
import { markUnverified } from '../../store/outbox/sync-objects';
import { readLinks, type LinkSnapshot } from '../../store/responses/response-links';
import type { SyncWriter } from '../sync-port';
import { brokenAttributes, brokenItems, brokenObjects, LINK_KINDS } from './broken-links';

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
  const context = { db, sync, clock, log };

  return async (isClosed) => {
    const before = await readLinks(db);
    const found = [
      ...(await brokenAttributes(context)),
      ...(await brokenObjects(context, 'list', before)),
      ...(await brokenObjects(context, 'document', before)),
      ...(await brokenItems(context, before, isClosed)),
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

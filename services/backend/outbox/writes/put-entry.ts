import { contentHash } from './content-hash';
import { isRenewalDue } from './lifetime';
import { SyncWriteError, type SyncState, type SyncTarget, type SyncWriter, type SyncWritten } from '../sync-port';

/** What is known of an entry in Sync, from our own records or from a look at it. */
export interface KnownEntry {
  /** See {@link SyncWritten}. */
  readonly id: string;
  readonly revision: string;
  readonly hash: string | null;
  /** The payload's `v`. */
  readonly v: number;
  readonly expiresAt: number | null;
  /** The payload's `createdAt` in UTC milliseconds; undefined when it has none. */
  readonly createdAtMs?: number | undefined;
}

export interface PutEntry {
  readonly target: SyncTarget;
  /** Undefined = look in Sync first, where an item of a List cannot be found; null = known not to exist. */
  readonly known: KnownEntry | null | undefined;
  readonly payload: (v: number) => object;
  /** The least `v` to write; what Sync holds may lift it further, never lower it. */
  readonly minimumV: number;
  /** Undefined = the entry lives as long as its Map or List. */
  readonly ttlSeconds?: number;
  /** Life of an entry that is never renewed: set when it is created, whatever is written to it later. */
  readonly ttlWhenCreatedSeconds?: number;
  readonly now: number;
  /** Writes even if Sync already says the same. */
  readonly always?: boolean;
  /** Removes what somebody else put there. */
  readonly evict?: Evict;
}

/** @throws ForeignObjectError when somebody puts an object there again as soon as one was removed */
export type Evict = (target: SyncTarget, stranger: string) => Promise<void>;

export interface EntryOutcome extends KnownEntry {
  readonly hash: string;
  readonly action: 'created' | 'updated' | 'unchanged';
  /** It was known to exist, and did not: somebody removed it, or Sync was emptied. */
  readonly vanished: boolean;
}

/** A lost race may be lost again, but an entry has one writer: three in a row mean that something else is wrong. */
const MAX_ATTEMPTS = 5;

/**
 * Makes one Document or item say what `payload` says, without writing when it already does, without overwriting a
 * newer revision, and without ever lowering `v`: whatever is found in Sync is a floor for it, also when our database was
 * emptied in between.
 *
 * @throws SyncWriteError when Sync did not do it
 */
export async function putEntry(sync: SyncWriter, entry: PutEntry): Promise<EntryOutcome> {
  const { now, ttlSeconds, always = false } = entry;
  const hash = contentHash(entry.payload(0));
  const evict = entry.evict ?? ((target: SyncTarget) => sync.remove(target));
  let known = entry.known === undefined ? await lookAt(sync, entry.target, evict) : entry.known;
  let floor = entry.minimumV;
  let vanished = false;

  for (let attempt = 1; ; attempt += 1) {
    const isTtlDue = ttlSeconds !== undefined && isRenewalDue(known?.expiresAt ?? null, ttlSeconds, now);
    if (known !== null && known.hash === hash && !isTtlDue && !always) {
      return { ...known, hash, action: 'unchanged', vanished };
    }
    const v = Math.max(floor, (known?.v ?? -1) + 1);
    const write = { data: entry.payload(v), ...(isTtlDue ? { ttlSeconds } : {}) };
    const target = targetOf(entry.target, known);
    const said = { hash, v, createdAtMs: createdAtOf(write.data), vanished };
    try {
      if (known !== null) {
        const written = await sync.update(target, { ...write, ifMatch: known.revision });
        return { ...outcomeOf(written), ...said, action: 'updated' };
      }
      const creation =
        entry.ttlWhenCreatedSeconds === undefined ? write : { ...write, ttlSeconds: entry.ttlWhenCreatedSeconds };
      return { ...outcomeOf(await sync.create(target, creation)), ...said, action: 'created' };
    } catch (error) {
      if (!(error instanceof SyncWriteError) || attempt === MAX_ATTEMPTS || !isLostRace(error, known)) throw error;
      if (error.failure === 'missing') {
        // Its `v` stays a floor: a browser that saw the entry before must accept its successor.
        floor = v;
        vanished = true;
        known = null;
      } else {
        // Whoever created it first is found by name.
        known = await lookAt(sync, error.failure === 'exists' ? withoutSid(target) : target, evict);
      }
    }
  }
}

/** A Document is named by the SID, an item of a List by the index that Sync gave it. */
export function targetOf(target: SyncTarget, known: KnownEntry | null): SyncTarget {
  if (target.kind === 'document') return { ...target, sid: known?.id ?? null };
  return target.kind === 'list-item' ? { ...target, index: known === null ? null : Number(known.id) } : target;
}

const withoutSid = (target: SyncTarget): SyncTarget => (target.kind === 'document' ? { ...target, sid: null } : target);

/** Refusals that a fresh look at the entry settles. What is missing at a creation is the Map or List around it. */
function isLostRace({ failure }: SyncWriteError, known: KnownEntry | null): boolean {
  return failure === 'conflict' || failure === 'exists' || (failure === 'missing' && known !== null);
}

/** Null also where somebody else's was: it is removed, neither read nor written. */
async function lookAt(sync: SyncWriter, target: SyncTarget, evict: Evict): Promise<KnownEntry | null> {
  const state = await sync.get(target);
  if (state === null) return null;
  const known = knownEntryOf(state);
  if (state.stranger === null) return known;
  await evict(targetOf(target, known), state.stranger);
  return null;
}

/** What is known of an entry after a look at it. */
export const knownEntryOf = ({ id, revision, expiresAt, data }: SyncState): KnownEntry => ({
  id,
  revision,
  expiresAt,
  hash: contentHash(data),
  v: versionOf(data),
  createdAtMs: createdAtOf(data),
});

/** The `v` of a payload found in Sync; -1 when it has none, so that any number is above it. */
export function versionOf(data: unknown): number {
  const v = typeof data === 'object' && data !== null && 'v' in data ? data.v : undefined;
  return typeof v === 'number' && Number.isSafeInteger(v) ? v : -1;
}

function createdAtOf(data: unknown): number | undefined {
  const at = typeof data === 'object' && data !== null && 'createdAt' in data ? data.createdAt : undefined;
  const ms = typeof at === 'string' ? Date.parse(at) : NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

const outcomeOf = ({ id, revision, expiresAt }: SyncWritten): SyncWritten => ({ id, revision, expiresAt });

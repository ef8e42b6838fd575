import type { SyncRate, SyncServiceSid } from '@flex-sync-suite/shared/contract';

const FULL_RATE_BYTES = 1_024;
const SLOWEST_BYTES = 10 * 1_024;
const FULL_RATE = 20;
const SLOWEST_RATE = 2;
const STREAM_RATE = 30;
const WINDOW_SECONDS = 10;

/**
 * Writes that Sync takes a second on one object: 20 up to 1 KiB, 2 from 10 KiB (https://www.twilio.com/docs/sync/limits), and a
 * straight line between, which is our reading; 30 messages of a Stream.
 */
export function limitPerSecond(kind: SyncRate['kind'], bytes: number | null): number {
  if (kind === 'stream') return STREAM_RATE;
  const beyond = Math.max(0, (bytes ?? 0) - FULL_RATE_BYTES) / (SLOWEST_BYTES - FULL_RATE_BYTES);
  return FULL_RATE - Math.min(1, beyond) * (FULL_RATE - SLOWEST_RATE);
}

/** What somebody counted of an object; its items count with it. */
export interface ObjectUse extends Pick<
  SyncRate,
  | 'kind'
  | 'sid'
  | 'uniqueName'
  | 'writesIn10s'
  | 'writesIn5min'
  | 'readsIn10s'
  | 'bytes'
  | 'throttledIn10s'
  | 'throttledIn5min'
  | 'countedBy'
> {
  readonly serviceSid: SyncServiceSid;
}

/** How the outbox stands with an object of the suite. */
export interface OutboxStanding extends Pick<SyncRate, 'waiting' | 'lastError'> {
  readonly kind: 'document' | 'map' | 'list';
  readonly name: string;
  readonly sid: string | null;
}

export interface CountedUses {
  /** The suite's service: of no other is anything stored. */
  readonly serviceSid: SyncServiceSid;
  /** From the timeline. */
  readonly stored: readonly ObjectUse[];
  /** From a Local Twilio, which counts everything; null where there is none. */
  readonly local: readonly ObjectUse[] | null;
  readonly standings: readonly OutboxStanding[];
}

/** All objects that are known to be used, or that the outbox has trouble with: the nearest to its limit first. */
export function ratesOf({ serviceSid, stored, local, standings }: CountedUses): SyncRate[] {
  // Whoever counts everything counts what we and the clients wrote, too: the last one of an object stays.
  const uses = withSids([...stored, ...(local ?? [])]);
  const known = new Set(uses.flatMap((use) => [keyOf(use), nameKeyOf(use)]));
  const idle = standings
    .filter(({ lastError }) => lastError !== null)
    .map((standing) => idleUse(standing, serviceSid))
    .filter((use) => !known.has(keyOf(use)) && !known.has(nameKeyOf(use)));
  const standingByName = new Map(standings.map((one) => [nameKeyOf(idleUse(one, serviceSid)), one]));
  return [...uses, ...idle]
    .map((use) => rateOf(use, standingByName.get(nameKeyOf(use))))
    .sort(
      (a, b) =>
        shareOf(b) - shareOf(a) || b.throttledIn5min - a.throttledIn5min || b.waiting - a.waiting || nameOrder(a, b),
    );
}

/** What was asked of the object, as a share of what Sync takes: above 1 it is refused. */
export const shareOf = ({ writesIn10s, throttledIn10s, limitPerSecond: limit }: SyncRate): number =>
  (writesIn10s + throttledIn10s) / (WINDOW_SECONDS * limit);

type Named = Pick<ObjectUse, 'serviceSid' | 'kind' | 'uniqueName'>;

const nameKeyOf = ({ serviceSid, kind, uniqueName }: Named): string => `${serviceSid} ${kind} ${uniqueName ?? ''}`;
const keyOf = (use: Named & Pick<ObjectUse, 'sid'>): string => use.sid ?? nameKeyOf(use);

/** A creation that Sync refused has a name alone: it counts with the object that has the name, when one does. */
function withSids(uses: readonly ObjectUse[]): readonly ObjectUse[] {
  const known = uses.filter(({ sid }) => sid !== null);
  const byName = new Map(known.filter(({ uniqueName }) => uniqueName !== null).map((use) => [nameKeyOf(use), use]));
  const merged = new Map(known.map((use) => [keyOf(use), use]));
  for (const use of uses) {
    if (use.sid !== null) continue;
    const object = byName.get(nameKeyOf(use));
    const key = keyOf(object ?? use);
    const before = merged.get(key);
    merged.set(key, before === undefined ? use : sumOf(before, use));
  }
  return [...merged.values()];
}

/** Who knows most comes first. */
const BY_KNOWLEDGE = ['local-twilio', 'outbox', 'webhook'] as const;

/** Both of one object: the first names it. */
export const sumOf = (use: ObjectUse, more: ObjectUse): ObjectUse => ({
  ...use,
  uniqueName: use.uniqueName ?? more.uniqueName,
  writesIn10s: use.writesIn10s + more.writesIn10s,
  writesIn5min: use.writesIn5min + more.writesIn5min,
  bytes: use.bytes === null || more.bytes === null ? (use.bytes ?? more.bytes) : Math.max(use.bytes, more.bytes),
  throttledIn10s: use.throttledIn10s + more.throttledIn10s,
  throttledIn5min: use.throttledIn5min + more.throttledIn5min,
  countedBy: BY_KNOWLEDGE.find((one) => one === use.countedBy || one === more.countedBy) ?? use.countedBy,
});

const idleUse = ({ kind, name, sid }: OutboxStanding, serviceSid: SyncServiceSid): ObjectUse => ({
  ...{ serviceSid, kind, sid, uniqueName: name, bytes: null, readsIn10s: null, countedBy: 'outbox' },
  ...{ writesIn10s: 0, writesIn5min: 0, throttledIn10s: 0, throttledIn5min: 0 },
});

function rateOf(use: ObjectUse, standing: OutboxStanding | undefined): SyncRate {
  // One of its name that somebody else made is not the suite's.
  const isSuite = standing !== undefined && (standing.sid === null || use.sid === null || standing.sid === use.sid);
  return {
    ...use,
    isSuite,
    limitPerSecond: limitPerSecond(use.kind, use.bytes),
    waiting: isSuite ? standing.waiting : 0,
    lastError: isSuite ? standing.lastError : null,
  };
}

const nameOrder = (a: SyncRate, b: SyncRate): number =>
  (a.uniqueName ?? a.sid ?? '') < (b.uniqueName ?? b.sid ?? '') ? -1 : 1;

import { createSid } from '../base/account';
import type { Clock } from '../base/clock';
import { createExpiryQueue } from './expiry-queue';
import { createObjectMeter, type LimitSwitch, type ObjectMeter, type ObjectUsage } from './rate-limits';
import { syncErrors } from './sync-error';
import type { Caller, Permission, SyncEvent, SyncKind, SyncObject } from './sync-model';
import { expiryOf, isSid, parseTtl, parseUniqueName } from './validation';

type ObjectOf<Kind extends SyncKind> = Extract<SyncObject, { kind: Kind }>;

const SID_PREFIX = { document: 'ET', list: 'ES', map: 'MP', stream: 'TO' } as const;
const CREATOR: Permission = { read: true, write: true, manage: true };

export interface CreateOptions {
  readonly uniqueName?: unknown;
  readonly ttl?: unknown;
}

/** What every new object has. */
export type NewObject = Pick<
  SyncObject,
  'sid' | 'uniqueName' | 'createdBy' | 'createdAt' | 'updatedAt' | 'expiresAt' | 'removed' | 'permissions' | 'watchers'
>;

export interface ObjectStoreOptions {
  readonly serviceSid: string;
  readonly clock: Clock;
  readonly limits: LimitSwitch;
  readonly isAclEnabled: () => boolean;
}

/** The objects of one Sync service: names, permissions, limits, expiry and who watches; not what is in them. */
export interface ObjectStore {
  readonly clock: Clock;
  /**
   * Makes an object; `make` adds what its kind needs.
   * @throws SyncError 54301, 54302, 54011
   */
  create<Kind extends SyncKind>(
    kind: Kind,
    caller: Caller,
    options: CreateOptions,
    bytes: number,
    make: (common: NewObject) => ObjectOf<Kind>,
  ): ObjectOf<Kind>;
  /**
   * By SID or unique name, for one use: checks the right, then counts a read or a write of so many bytes.
   * @throws SyncError 404, 54007, 54009
   */
  use<Kind extends SyncKind>(
    kind: Kind,
    id: string,
    caller: Caller,
    right: keyof Permission,
    cost: 'read' | 'free' | { readonly writeBytes: number },
  ): ObjectOf<Kind>;
  /** All objects of a kind, oldest first. */
  list<Kind extends SyncKind>(kind: Kind): readonly ObjectOf<Kind>[];
  setTtl(object: SyncObject, ttl: unknown): void;
  /** Calls back when `atMs` is reached; the caller checks that the expiry still holds. */
  expireAt(atMs: number, expire: (atMs: number) => void): void;
  remove(object: SyncObject, origin: object | undefined): void;
  emit(object: SyncObject, event: SyncEvent, origin: object | undefined): void;
  /** Of the objects that anybody but the emulator itself used, removed ones included. */
  usage(): readonly ObjectUsage[];
  clear(): void;
}

export function createObjectStore({ serviceSid, clock, limits, isAclEnabled }: ObjectStoreOptions): ObjectStore {
  const bySid = new Map<string, SyncObject>();
  const byName = new Map<string, SyncObject>();
  const meters = new Map<string, ObjectMeter>();
  const expiry = createExpiryQueue(clock);
  const nameKey = (kind: SyncKind, uniqueName: string): string => `${kind}:${uniqueName}`;

  const find = (kind: SyncKind, id: string): SyncObject => {
    const object = isSid(id) ? bySid.get(id) : byName.get(nameKey(kind, id));
    if (object?.kind === kind) return object;
    throw isSid(id) ? syncErrors.objectNotFound(kind) : syncErrors.uniqueNameNotFound();
  };

  const authorize = (caller: Caller, object: SyncObject, right: keyof Permission): void => {
    if (caller.identity === null || caller.aclExempt || !isAclEnabled()) return;
    if (object.kind === 'stream') return; // streams have no permission resource
    if (!object.permissions.get(caller.identity)?.[right]) throw syncErrors.forbidden();
  };

  const expireIn = (object: SyncObject, ttlSeconds: number, now: number): void => {
    object.expiresAt = expiryOf(ttlSeconds, now);
    if (object.expiresAt === null) return;
    expiry.add(object.expiresAt, (atMs) => {
      if (object.expiresAt === atMs && !object.removed) store.remove(object, undefined);
    });
  };

  const store: ObjectStore = {
    clock,
    create(kind, caller, options, bytes, make) {
      const uniqueName = parseUniqueName(options.uniqueName);
      const ttl = options.ttl === undefined ? 0 : parseTtl(options.ttl);
      if (uniqueName !== null && byName.has(nameKey(kind, uniqueName))) throw syncErrors.uniqueNameExists();
      const now = clock.now();
      const object = make({
        sid: createSid(SID_PREFIX[kind]),
        uniqueName,
        createdBy: caller.identity ?? 'system',
        createdAt: now,
        updatedAt: now,
        expiresAt: null,
        removed: false,
        permissions: new Map(caller.identity === null ? [] : [[caller.identity, CREATOR]]),
        watchers: new Set(),
      });
      bySid.set(object.sid, object);
      if (uniqueName !== null) byName.set(nameKey(kind, uniqueName), object);
      const meter = createObjectMeter({ serviceSid, sid: object.sid, uniqueName, kind }, clock, limits);
      meters.set(object.sid, meter);
      if (!caller.unmetered) meter.write(bytes);
      if (ttl > 0) expireIn(object, ttl, now);
      return object;
    },
    use(kind, id, caller, right, cost) {
      const object = find(kind, id);
      authorize(caller, object, right);
      const meter = caller.unmetered || cost === 'free' ? undefined : meters.get(object.sid);
      if (cost === 'read') meter?.read();
      else if (cost !== 'free') meter?.write(cost.writeBytes);
      return object as ObjectOf<typeof kind>; // `find` compared the kind
    },
    list: (kind) => [...bySid.values()].filter((object): object is ObjectOf<typeof kind> => object.kind === kind),
    setTtl: (object, ttl) => {
      expireIn(object, parseTtl(ttl), clock.now());
    },
    expireAt: (atMs, expire) => {
      expiry.add(atMs, expire);
    },
    remove(object, origin) {
      const { kind, sid, uniqueName } = object;
      object.removed = true;
      bySid.delete(sid);
      if (uniqueName !== null) byName.delete(nameKey(kind, uniqueName));
      const at = clock.now();
      store.emit(object, { type: 'object_removed', kind, objectSid: sid, objectName: uniqueName, at }, origin);
      object.watchers.clear();
    },
    emit(object, event, origin) {
      for (const watcher of [...object.watchers]) watcher(event, origin);
    },
    usage: () =>
      [...meters.values()]
        .map((meter) => meter.usage())
        .filter(({ reads, writes, rejected }) => reads + writes + rejected > 0),
    clear() {
      bySid.clear();
      byName.clear();
      meters.clear();
      expiry.clear();
    },
  };
  return store;
}

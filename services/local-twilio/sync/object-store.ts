import { createSid } from '../base/account';
import type { Clock } from '../base/clock';
import { createExpiryQueue } from './expiry-queue';
import { createObjectIndex, type ObjectOf } from './object-index';
import { createObjectMeter, type LimitSwitch, type ObjectMeter, type ObjectUsage } from './rate-limits';
import { syncErrors } from './sync-error';
import type { Caller, ObjectChange, Permission, SyncEvent, SyncKind, SyncObject } from './sync-model';
import { expiryOf, parseTtl, parseUniqueName } from './validation';

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

type Cost = 'read' | 'free' | { readonly writeBytes: number };

export interface ObjectStoreOptions {
  readonly serviceSid: string;
  readonly clock: Clock;
  readonly limits: LimitSwitch;
  readonly isAclEnabled: () => boolean;
  /** Called synchronously with every change, after those who watch the object. */
  readonly onChange: (change: ObjectChange) => void;
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
    cost: Cost,
  ): ObjectOf<Kind>;
  /** All objects of a kind, oldest first. */
  list<Kind extends SyncKind>(kind: Kind): readonly ObjectOf<Kind>[];
  setTtl(object: SyncObject, ttl: unknown): void;
  /** Calls back when `atMs` is reached; the caller checks that the expiry still holds. */
  expireAt(atMs: number, expire: (atMs: number) => void): void;
  /** `caller` is undefined where the time has come. */
  remove(object: SyncObject, caller: Caller | undefined): void;
  emit(object: SyncObject, event: SyncEvent, caller: Caller | undefined): void;
  /** Of the objects that anybody but the emulator itself used, removed ones included. */
  usage(): readonly ObjectUsage[];
  clear(): void;
}

export function createObjectStore(options: ObjectStoreOptions): ObjectStore {
  const { serviceSid, clock, limits, isAclEnabled, onChange } = options;
  const index = createObjectIndex();
  const meters = new Map<string, ObjectMeter>();
  const expiry = createExpiryQueue(clock);

  const emit = (object: SyncObject, event: SyncEvent, caller: Caller | undefined): void => {
    for (const watcher of [...object.watchers]) watcher(event, caller?.origin);
    onChange({ object, event, caller });
  };

  const remove = (object: SyncObject, caller: Caller | undefined): void => {
    object.removed = true;
    index.delete(object);
    emit(object, removalOf(object, clock.now()), caller);
    object.watchers.clear();
  };

  const expireIn = (object: SyncObject, ttlSeconds: number, now: number): void => {
    object.expiresAt = expiryOf(ttlSeconds, now);
    if (object.expiresAt === null) return;
    expiry.add(object.expiresAt, (atMs) => {
      if (object.expiresAt === atMs && !object.removed) remove(object, undefined);
    });
  };

  return {
    clock,
    create(kind, caller, options, bytes, make) {
      const { uniqueName, ttl } = parsedOptions(options, (name) => index.hasName(kind, name));
      const object = make(newObject(SID_PREFIX[kind], uniqueName, caller, clock.now()));
      index.add(object);
      const meter = createObjectMeter({ serviceSid, sid: object.sid, uniqueName, kind }, clock, limits);
      meters.set(object.sid, meter);
      if (!caller.unmetered) meter.write(bytes);
      if (ttl > 0) expireIn(object, ttl, object.createdAt);
      onChange({ object, event: { type: 'object_created' }, caller });
      return object;
    },
    use(kind, id, caller, right, cost) {
      const object = index.find(kind, id);
      if (isAclEnabled()) authorize(caller, object, right);
      if (!caller.unmetered && cost !== 'free') take(meters.get(object.sid), cost);
      return object;
    },
    list: (kind) => index.list(kind),
    setTtl: (object, ttl) => {
      expireIn(object, parseTtl(ttl), clock.now());
    },
    expireAt: (atMs, expire) => {
      expiry.add(atMs, expire);
    },
    remove,
    emit,
    usage: () => [...meters.values()].map((meter) => meter.usage()).filter(isUsed),
    clear() {
      for (const part of [index, meters, expiry]) part.clear();
    },
  };
}

/** @throws SyncError 54301, 54302 and that of a `ttl` that is none */
function parsedOptions(options: CreateOptions, isTaken: (name: string) => boolean) {
  const uniqueName = parseUniqueName(options.uniqueName);
  const ttl = options.ttl === undefined ? 0 : parseTtl(options.ttl);
  if (uniqueName !== null && isTaken(uniqueName)) throw syncErrors.uniqueNameExists();
  return { uniqueName, ttl };
}

const removalOf = ({ kind, sid, uniqueName }: SyncObject, at: number): SyncEvent => ({
  type: 'object_removed',
  kind,
  objectSid: sid,
  objectName: uniqueName,
  at,
});

const newObject = (sidPrefix: string, uniqueName: string | null, { identity }: Caller, now: number): NewObject => ({
  sid: createSid(sidPrefix),
  uniqueName,
  createdBy: identity ?? 'system',
  createdAt: now,
  updatedAt: now,
  expiresAt: null,
  removed: false,
  permissions: new Map(identity === null ? [] : [[identity, CREATOR]]),
  watchers: new Set(),
});

/** @throws SyncError 54007 */
function authorize({ identity, aclExempt }: Caller, object: SyncObject, right: keyof Permission): void {
  if (identity === null || aclExempt) return;
  if (object.kind === 'stream') return; // streams have no permission resource
  if (!object.permissions.get(identity)?.[right]) throw syncErrors.forbidden();
}

/** @throws SyncError 429/54009 */
function take(meter: ObjectMeter | undefined, cost: Exclude<Cost, 'free'>): void {
  if (cost === 'read') meter?.read();
  else meter?.write(cost.writeBytes);
}

const isUsed = ({ reads, writes, rejected }: ObjectUsage): boolean => reads + writes + rejected > 0;

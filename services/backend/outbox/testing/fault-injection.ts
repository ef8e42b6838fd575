import { pause, type Clock } from '../../base/clock';
import { SyncWriteError, type SyncFailure, type SyncTarget, type SyncWrite, type SyncWriter } from '../sync-port';
import { versionOf } from '../writes/put-entry';

type Method = keyof SyncWriter;

/** One request that changed data. */
export interface WriteRecord {
  readonly at: number;
  /** Name of the Document, Map or List. */
  readonly object: string;
  readonly key: string | null;
  readonly action: 'create' | 'update' | 'remove';
  /** The payload's `v`; -1 for a removal. */
  readonly v: number;
  readonly ttlSeconds: number | undefined;
}

export interface Fault {
  readonly method: Method;
  /** Which object; default: any. */
  readonly name?: string;
  /** Which item of it; default: any. */
  readonly key?: string;
  readonly failure: SyncFailure;
  readonly retryAfterMs?: number;
  /** Does it, and loses the answer. */
  readonly afterwards?: boolean;
  /** How often; default: once. */
  readonly times?: number;
}

/** What a test sees of the requests, and does to them. */
export interface FaultInjection {
  readonly writes: readonly WriteRecord[];
  readonly requests: readonly { readonly method: Method; readonly name: string; readonly at: number }[];
  inject(fault: Fault): void;
  /** Ends all faults. */
  mend(): void;
  /** From now on every request takes so long, and every `failsEach`-th write has no answer after `hangsMs`. */
  slowDown(answer: { readonly takesMs: number; readonly failsEach?: number; readonly hangsMs?: number }): void;
  /** Holds every answer until the returned function is called. */
  hold(): () => void;
}

const STATUS: Readonly<Record<SyncFailure, number | null>> = {
  missing: 404,
  exists: 409,
  conflict: 412,
  throttled: 429,
  unavailable: 503,
  denied: 401,
  refused: 400,
};
const WRITES: ReadonlySet<Method> = new Set<Method>(['create', 'update', 'remove', 'putAttributes']);

const nameOf = (target: SyncTarget): string => (target.kind === 'document' ? target.name : target.of.name);
const keyOf = (target: SyncTarget): string | undefined => (target.kind === 'map-item' ? target.key : undefined);

/** The same Sync, whose requests are recorded, and fail or take their time on demand. */
export function withFaults(sync: SyncWriter, clock: Clock): SyncWriter & FaultInjection {
  const writes: WriteRecord[] = [];
  const requests: { method: Method; name: string; at: number }[] = [];
  const faults: (Fault & { left: number })[] = [];
  let held: Promise<void> = Promise.resolve();
  let pace = { takesMs: 0, failsEach: Infinity, hangsMs: 0 };
  let writesBegun = 0;

  const errorOf = (failure: SyncFailure, retryAfterMs: number | null = null) =>
    new SyncWriteError(failure, STATUS[failure], retryAfterMs, `injected: ${failure}`);

  async function request<T>(method: Method, name: string, run: () => Promise<T>, key?: string): Promise<T> {
    requests.push({ method, name, at: clock.now() });
    await held;
    await Promise.resolve();
    if (pace.takesMs > 0) {
      writesBegun += WRITES.has(method) ? 1 : 0;
      const isFailing = WRITES.has(method) && writesBegun % pace.failsEach === 0;
      await pause(clock, isFailing ? pace.hangsMs : pace.takesMs);
      if (isFailing) throw errorOf('unavailable');
    }
    const fault = faults.find(
      (one) => one.left > 0 && one.method === method && (one.name ?? name) === name && (one.key ?? key) === key,
    );
    if (fault === undefined) return run();
    fault.left -= 1;
    if (fault.afterwards === true) await run();
    throw errorOf(fault.failure, fault.retryAfterMs ?? null);
  }

  function record(action: WriteRecord['action'], target: SyncTarget, id: string | null, write?: SyncWrite): void {
    const key = target.kind === 'document' ? null : id;
    const v = versionOf(write?.data);
    writes.push({ at: clock.now(), object: nameOf(target), key, action, v, ttlSeconds: write?.ttlSeconds });
  }

  return {
    writes,
    requests,
    inject: (fault) => faults.push({ ...fault, left: fault.times ?? 1 }),
    mend: () => {
      faults.length = 0;
    },
    slowDown: ({ takesMs, failsEach = Infinity, hangsMs = takesMs }) => {
      pace = { takesMs, failsEach, hangsMs };
    },
    hold: () => {
      let release = (): void => undefined;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },

    get: (target) => request('get', nameOf(target), () => sync.get(target)),
    create: (target, write) =>
      request(
        'create',
        nameOf(target),
        async () => {
          const written = await sync.create(target, write);
          record('create', target, written.id, write);
          return written;
        },
        keyOf(target),
      ),
    update: (target, write) =>
      request(
        'update',
        nameOf(target),
        async () => {
          const written = await sync.update(target, write);
          record('update', target, written.id, write);
          return written;
        },
        keyOf(target),
      ),
    remove: (target) =>
      request('remove', nameOf(target), async () => {
        await sync.remove(target);
        const id = target.kind === 'map-item' ? target.key : target.kind === 'list-item' ? String(target.index) : null;
        record('remove', target, id);
      }),
    getCollection: (which) => request('getCollection', which.name, () => sync.getCollection(which)),
    createCollection: (which, ttlSeconds) =>
      request('createCollection', which.name, () => sync.createCollection(which, ttlSeconds)),
    renewCollection: (which, ttlSeconds) =>
      request('renewCollection', which.name, () => sync.renewCollection(which, ttlSeconds)),
    removeCollection: (which) => request('removeCollection', which.name, () => sync.removeCollection(which)),
    listItems: (which) => request('listItems', which.name, () => sync.listItems(which)),
    listObjects: (kind) => request('listObjects', kind, () => sync.listObjects(kind)),
    grantRead: (object, identity) => request('grantRead', object.name, () => sync.grantRead(object, identity)),
    grantWrite: (object, identity) => request('grantWrite', object.name, () => sync.grantWrite(object, identity)),
    revokeRead: (object, identity) => request('revokeRead', object.name, () => sync.revokeRead(object, identity)),
    getAttributes: (sid) => request('getAttributes', sid, () => sync.getAttributes(sid)),
    putAttributes: (sid, text, ifMatch) => request('putAttributes', sid, () => sync.putAttributes(sid, text, ifMatch)),
    listAttributes: () => request('listAttributes', '', () => sync.listAttributes()),
  };
}

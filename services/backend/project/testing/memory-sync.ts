import type { Clock } from '../clock';
import { versionOf } from '../put-entry';
import { SyncWriteError, type SyncFailure, type SyncTarget, type SyncWrite, type SyncWriter } from '../sync-writer';

type Method = 'get' | 'create' | 'update' | 'remove' | 'getMap' | 'createMap' | 'renewMap' | 'listItems' | 'grantRead';

interface Entry {
  revision: number;
  data: object;
  expiresAt: number | null;
}

/** One request that changed data. */
export interface WriteRecord {
  readonly at: number;
  /** Name of the Document or the Map. */
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
  readonly failure: SyncFailure;
  readonly retryAfterMs?: number;
  /** Does it, and loses the answer. */
  readonly afterwards?: boolean;
  /** How often; default: once. */
  readonly times?: number;
}

export interface MemorySync extends SyncWriter {
  readonly writes: readonly WriteRecord[];
  readonly requests: readonly { readonly method: Method; readonly name: string; readonly at: number }[];
  readonly grants: ReadonlySet<string>;
  document(name: string): { data: Record<string, unknown>; expiresAt: number | null } | undefined;
  items(map: string): Record<string, Record<string, unknown>>;
  inject(fault: Fault): void;
  /** Somebody else writes. */
  overwrite(name: string, data: object): void;
  /** Somebody else deletes; without a name, everything. */
  drop(name?: string): void;
  /** Holds every answer until the returned function is called. */
  hold(): () => void;
}

const STATUS: Readonly<Record<SyncFailure, number | null>> = {
  missing: 404,
  exists: 409,
  conflict: 412,
  throttled: 429,
  unavailable: 503,
  refused: 400,
};

/** Sync behind its port: revisions, times to live, permissions that go with their object, and faults on demand. */
export function createMemorySync(clock: Clock): MemorySync {
  const documents = new Map<string, Entry>();
  const maps = new Map<string, { expiresAt: number | null; items: Map<string, Entry> }>();
  const writes: WriteRecord[] = [];
  const requests: { method: Method; name: string; at: number }[] = [];
  const grants = new Set<string>();
  const faults: (Fault & { left: number })[] = [];
  let held: Promise<void> = Promise.resolve();

  const nameOf = (target: SyncTarget) => (target.kind === 'document' ? target.name : target.map);
  const errorOf = (failure: SyncFailure, retryAfterMs: number | null = null) =>
    new SyncWriteError(failure, STATUS[failure], retryAfterMs, `injected or natural: ${failure}`);
  const endOf = (ttlSeconds: number | undefined) =>
    ttlSeconds === undefined ? null : clock.now() + ttlSeconds * 1_000;

  function expire(): void {
    const isOver = ({ expiresAt }: { expiresAt: number | null }) => expiresAt !== null && expiresAt <= clock.now();
    for (const [name, entry] of documents) if (isOver(entry)) drop(name);
    for (const [name, map] of maps) if (isOver(map)) drop(name);
  }

  async function request<T>(method: Method, name: string, run: () => T): Promise<T> {
    requests.push({ method, name, at: clock.now() });
    await held;
    await Promise.resolve();
    expire();
    const fault = faults.find((one) => one.left > 0 && one.method === method && (one.name ?? name) === name);
    if (fault === undefined) return run();
    fault.left -= 1;
    if (fault.afterwards === true) run();
    throw errorOf(fault.failure, fault.retryAfterMs ?? null);
  }

  function entriesOf(target: SyncTarget): { entries: Map<string, Entry>; key: string } {
    if (target.kind === 'document') return { entries: documents, key: target.name };
    const map = maps.get(target.map);
    if (map === undefined) throw errorOf('missing');
    return { entries: map.items, key: target.key };
  }

  function record(action: WriteRecord['action'], target: SyncTarget, write?: SyncWrite): void {
    const key = target.kind === 'document' ? null : target.key;
    const v = versionOf(write?.data);
    writes.push({ at: clock.now(), object: nameOf(target), key, action, v, ttlSeconds: write?.ttlSeconds });
  }

  function drop(name?: string): void {
    for (const known of name === undefined ? [...documents.keys(), ...maps.keys()] : [name]) {
      documents.delete(known);
      maps.delete(known);
      for (const grant of grants) if (grant.startsWith(`${known} `)) grants.delete(grant);
    }
  }

  const view = ({ revision, data, expiresAt }: Entry) => ({ revision: String(revision), data, expiresAt });

  return {
    writes,
    requests,
    grants,
    document: (name) => {
      expire();
      const entry = documents.get(name);
      return entry === undefined
        ? undefined
        : { data: entry.data as Record<string, unknown>, expiresAt: entry.expiresAt };
    },
    items: (map) =>
      Object.fromEntries(
        [...(maps.get(map)?.items ?? [])].map(([key, { data }]) => [key, data as Record<string, unknown>]),
      ),
    inject: (fault) => faults.push({ ...fault, left: fault.times ?? 1 }),
    overwrite: (name, data) => {
      const entry = documents.get(name);
      documents.set(name, { revision: (entry?.revision ?? -1) + 1, data, expiresAt: entry?.expiresAt ?? null });
    },
    drop,
    hold: () => {
      let release = (): void => undefined;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },

    get: (target) =>
      request('get', nameOf(target), () => {
        const { entries, key } = entriesOf(target);
        const entry = entries.get(key);
        return entry === undefined ? null : view(entry);
      }),
    create: (target, write) =>
      request('create', nameOf(target), () => {
        const { entries, key } = entriesOf(target);
        if (entries.has(key)) throw errorOf('exists');
        const entry = { revision: 0, data: write.data, expiresAt: endOf(write.ttlSeconds) };
        entries.set(key, entry);
        record('create', target, write);
        return view(entry);
      }),
    update: (target, write) =>
      request('update', nameOf(target), () => {
        const { entries, key } = entriesOf(target);
        const entry = entries.get(key);
        if (entry === undefined) throw errorOf('missing');
        if (String(entry.revision) !== write.ifMatch) throw errorOf('conflict');
        entry.revision += 1;
        entry.data = write.data;
        // As Sync does it: a write without a TTL leaves the end of life where it was.
        if (write.ttlSeconds !== undefined) entry.expiresAt = endOf(write.ttlSeconds);
        record('update', target, write);
        return view(entry);
      }),
    remove: (target) =>
      request('remove', nameOf(target), () => {
        if (target.kind === 'document') drop(target.name);
        else entriesOf(target).entries.delete(target.key);
        record('remove', target);
      }),
    getMap: (name) =>
      request('getMap', name, () => {
        const map = maps.get(name);
        return map === undefined ? null : { expiresAt: map.expiresAt };
      }),
    createMap: (name, ttlSeconds) =>
      request('createMap', name, () => {
        if (maps.has(name)) throw errorOf('exists');
        maps.set(name, { expiresAt: endOf(ttlSeconds), items: new Map() });
        return { expiresAt: endOf(ttlSeconds) };
      }),
    renewMap: (name, ttlSeconds) =>
      request('renewMap', name, () => {
        const map = maps.get(name);
        if (map === undefined) throw errorOf('missing');
        map.expiresAt = endOf(ttlSeconds);
        return { expiresAt: map.expiresAt };
      }),
    listItems: (name) =>
      request('listItems', name, () => {
        const map = maps.get(name);
        if (map === undefined) throw errorOf('missing');
        return [...map.items].map(([key, entry]) => ({ key, ...view(entry) }));
      }),
    grantRead: ({ name }, identity) =>
      request('grantRead', name, () => {
        if (!documents.has(name) && !maps.has(name)) throw errorOf('missing');
        grants.add(`${name} ${identity}`);
      }),
  };
}

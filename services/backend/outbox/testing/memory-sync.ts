import { createHash } from 'node:crypto';
import { pause, type Clock } from '../../base/clock';
import { versionOf } from '../writes/put-entry';
import {
  SyncWriteError,
  type SyncCollection,
  type SyncFailure,
  type SyncObjectName,
  type SyncTarget,
  type SyncWrite,
  type SyncWriter,
} from '../sync-port';

type Method = keyof SyncWriter;

interface Entry {
  /** SID of a Document, key or index of an item. */
  id: string;
  revision: number;
  data: object;
  expiresAt: number | null;
  stranger: string | null;
}

interface Collection {
  stranger: string | null;
  readonly kind: SyncCollection['kind'];
  readonly sid: string;
  expiresAt: number | null;
  /** By key; those of a List by index. */
  items: Map<string, Entry>;
  nextIndex: number;
}

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

export interface MemorySync extends SyncWriter {
  readonly writes: readonly WriteRecord[];
  readonly requests: readonly { readonly method: Method; readonly name: string; readonly at: number }[];
  readonly grants: ReadonlySet<string>;
  document(name: string): { data: Record<string, unknown>; expiresAt: number | null } | undefined;
  /** SID of a Document, Map or List; undefined when there is none of the name. */
  sidOf(name: string): string | undefined;
  /** Items of a Map by key, of a List by index. */
  items(collection: string): Record<string, Record<string, unknown>>;
  /** Attributes of the workers as JSON text, by SID; a worker that is not here does not exist. */
  readonly attributes: Map<string, string>;
  inject(fault: Fault): void;
  /** Ends all faults. */
  mend(): void;
  /** From now on every request takes so long, and every `failsEach`-th write has no answer after `hangsMs`. */
  slowDown(answer: { readonly takesMs: number; readonly failsEach?: number; readonly hangsMs?: number }): void;
  /** Somebody else writes. */
  overwrite(name: string, data: object): void;
  /** Somebody else, with a token of `identity`, creates an object of the name, and again when it is removed if told so. */
  plant(kind: 'document' | SyncCollection['kind'], name: string, identity: string, timesAgain?: number): void;
  /** The same with an item. */
  plantItem(collection: string, key: string, identity: string): void;
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
  denied: 401,
  refused: 400,
};

/** Sync behind its port: revisions, times to live, permissions that go with their object, and faults on demand. */
export function createMemorySync(clock: Clock): MemorySync {
  const documents = new Map<string, Entry>();
  const collections = new Map<string, Collection>();
  const attributes = new Map<string, string>();
  const planted = new Map<string, { kind: 'document' | SyncCollection['kind']; identity: string; left: number }>();
  let lastSid = 0;
  const writes: WriteRecord[] = [];
  const requests: { method: Method; name: string; at: number }[] = [];
  const grants = new Set<string>();
  const faults: (Fault & { left: number })[] = [];
  let held: Promise<void> = Promise.resolve();
  let pace = { takesMs: 0, failsEach: Infinity, hangsMs: 0 };
  let writesBegun = 0;
  const isWrite = (method: Method): boolean => ['create', 'update', 'remove', 'putAttributes'].includes(method);

  const newSid = (prefix: string): string => {
    lastSid += 1;
    return `${prefix}${lastSid.toString(16).padStart(32, '0')}`;
  };
  const keyOf = (target: SyncTarget): string | undefined => (target.kind === 'map-item' ? target.key : undefined);
  const nameOf = (target: SyncTarget): string => {
    return target.kind === 'document' ? target.name : target.of.name;
  };
  const errorOf = (failure: SyncFailure, retryAfterMs: number | null = null) =>
    new SyncWriteError(failure, STATUS[failure], retryAfterMs, `injected or natural: ${failure}`);
  const endOf = (ttlSeconds: number | undefined) =>
    ttlSeconds === undefined ? null : clock.now() + ttlSeconds * 1_000;

  function expire(): void {
    const isOver = ({ expiresAt }: { expiresAt: number | null }) => expiresAt !== null && expiresAt <= clock.now();
    for (const [name, entry] of documents) if (isOver(entry)) drop(name);
    for (const [name, collection] of collections) if (isOver(collection)) drop(name);
  }

  async function request<T>(method: Method, name: string, run: () => T, key?: string): Promise<T> {
    requests.push({ method, name, at: clock.now() });
    await held;
    await Promise.resolve();
    if (pace.takesMs > 0) {
      writesBegun += isWrite(method) ? 1 : 0;
      const isFailing = isWrite(method) && writesBegun % pace.failsEach === 0;
      await pause(clock, isFailing ? pace.hangsMs : pace.takesMs);
      if (isFailing) throw errorOf('unavailable');
    }
    expire();
    const fault = faults.find(
      (one) => one.left > 0 && one.method === method && (one.name ?? name) === name && (one.key ?? key) === key,
    );
    if (fault === undefined) return run();
    fault.left -= 1;
    if (fault.afterwards === true) run();
    throw errorOf(fault.failure, fault.retryAfterMs ?? null);
  }

  /** What has the name, unless another SID was asked for. */
  const isNamed = (place: SyncObjectName, sid: string | undefined): boolean =>
    sid !== undefined && (place.sid ?? sid) === sid;

  /** Where the target is, or would be: a new item of a List gets the next index. */
  function placeOf(target: SyncTarget): { entries: Map<string, Entry>; key: string } {
    if (target.kind === 'document') {
      const held = documents.get(target.name);
      const isOther = held !== undefined && !isNamed(target, held.id);
      return { entries: isOther ? new Map<string, Entry>() : documents, key: target.name };
    }
    const collection = collections.get(nameOf(target));
    if (collection === undefined || !isNamed(target.of, collection.sid)) throw errorOf('missing');
    if (target.kind === 'map-item') return { entries: collection.items, key: target.key };
    return { entries: collection.items, key: String(target.index ?? collection.nextIndex) };
  }

  function collectionAt(place: SyncCollection): Collection {
    const collection = collections.get(place.name);
    if (collection?.kind !== place.kind || !isNamed(place, collection.sid)) throw errorOf('missing');
    return collection;
  }

  function record(action: WriteRecord['action'], target: SyncTarget, key: string, write?: SyncWrite): void {
    const v = versionOf(write?.data);
    const object = nameOf(target);
    const item = target.kind === 'document' ? null : key;
    writes.push({ at: clock.now(), object, key: item, action, v, ttlSeconds: write?.ttlSeconds });
  }

  function drop(name?: string): void {
    for (const known of name === undefined ? [...documents.keys(), ...collections.keys()] : [name]) {
      documents.delete(known);
      collections.delete(known);
      for (const grant of grants) if (grant.startsWith(`${known} `)) grants.delete(grant);
      const plant = planted.get(known);
      if (plant !== undefined && plant.left > 0) {
        plant.left -= 1;
        grow(known);
      }
    }
  }

  function grow(name: string): void {
    const plant = planted.get(name);
    if (plant === undefined) return;
    const life = { expiresAt: null, stranger: plant.identity };
    const id = newSid(plant.kind === 'document' ? 'ET' : 'MP');
    const entry = { id, revision: 0, data: { planted: true }, ...life };
    if (plant.kind === 'document') documents.set(name, entry);
    else {
      const items = new Map([['planted', { ...entry, id: 'planted' }]]);
      collections.set(name, { kind: plant.kind, sid: id, ...life, items, nextIndex: 0 });
    }
  }

  const view = ({ id, revision, data, expiresAt, stranger }: Entry) => ({
    ...{ id, revision: String(revision), data, expiresAt, stranger },
  });
  const lifeOf = ({ sid, expiresAt, stranger }: Collection) => ({ sid, expiresAt, stranger });

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
    sidOf: (name) => documents.get(name)?.id ?? collections.get(name)?.sid,
    items: (name) =>
      Object.fromEntries(
        [...(collections.get(name)?.items ?? [])].map(([key, { data }]) => [key, data as Record<string, unknown>]),
      ),
    attributes,
    inject: (fault) => faults.push({ ...fault, left: fault.times ?? 1 }),
    mend: () => {
      faults.length = 0;
    },
    slowDown: ({ takesMs, failsEach = Infinity, hangsMs = takesMs }) => {
      pace = { takesMs, failsEach, hangsMs };
    },
    overwrite: (name, data) => {
      const entry = documents.get(name);
      const id = entry?.id ?? newSid('ET');
      documents.set(name, {
        ...{ id, revision: (entry?.revision ?? -1) + 1, data },
        ...{ expiresAt: entry?.expiresAt ?? null, stranger: entry?.stranger ?? null },
      });
    },
    plant: (kind, name, identity, timesAgain = 0) => {
      planted.set(name, { kind, identity, left: timesAgain });
      grow(name);
    },
    plantItem: (collection, key, identity) => {
      const entry = { id: key, revision: 0, data: { planted: true }, expiresAt: null, stranger: identity };
      collections.get(collection)?.items.set(key, entry);
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
        const { entries, key } = placeOf(target);
        const entry = entries.get(key);
        return entry === undefined ? null : view(entry);
      }),
    create: (target, write) =>
      request(
        'create',
        nameOf(target),
        () => {
          const { entries, key } = placeOf(target);
          if (entries.has(key)) throw errorOf('exists');
          const id = target.kind === 'document' ? newSid('ET') : key;
          const entry = { id, revision: 0, data: write.data, expiresAt: endOf(write.ttlSeconds), stranger: null };
          entries.set(key, entry);
          if (target.kind === 'list-item') collectionAt(target.of).nextIndex += 1;
          record('create', target, key, write);
          return view(entry);
        },
        keyOf(target),
      ),
    update: (target, write) =>
      request(
        'update',
        nameOf(target),
        () => {
          const { entries, key } = placeOf(target);
          const entry = entries.get(key);
          if (entry === undefined) throw errorOf('missing');
          if (String(entry.revision) !== write.ifMatch) throw errorOf('conflict');
          entry.revision += 1;
          entry.data = write.data;
          // As Sync does it: a write without a TTL leaves the end of life where it was.
          if (write.ttlSeconds !== undefined) entry.expiresAt = endOf(write.ttlSeconds);
          record('update', target, key, write);
          return view(entry);
        },
        keyOf(target),
      ),
    remove: (target) =>
      request('remove', nameOf(target), () => {
        const { entries, key } = placeOf(target);
        if (target.kind !== 'document') entries.delete(key);
        else if (entries.has(key)) drop(target.name);
        record('remove', target, key);
      }),
    getCollection: (place) =>
      request('getCollection', place.name, () => {
        const collection = collections.get(place.name);
        const isIt = collection?.kind === place.kind && isNamed(place, collection.sid);
        return isIt ? lifeOf(collection) : null;
      }),
    createCollection: ({ kind, name }, ttlSeconds) =>
      request('createCollection', name, () => {
        if (collections.has(name)) throw errorOf('exists');
        const sid = newSid(kind === 'map' ? 'MP' : 'ES');
        const life = { expiresAt: endOf(ttlSeconds), stranger: null };
        const collection = { kind, sid, ...life, items: new Map<string, Entry>(), nextIndex: 0 };
        collections.set(name, collection);
        return lifeOf(collection);
      }),
    renewCollection: (which, ttlSeconds) =>
      request('renewCollection', which.name, () => {
        const collection = collectionAt(which);
        collection.expiresAt = endOf(ttlSeconds);
        return lifeOf(collection);
      }),
    removeCollection: (place) =>
      request('removeCollection', place.name, () => {
        const held = collections.get(place.name);
        if (held !== undefined && isNamed(place, held.sid)) drop(place.name);
      }),
    listItems: (which) => request('listItems', which.name, () => [...collectionAt(which).items.values()].map(view)),
    listObjects: (kind) =>
      request('listObjects', kind, () =>
        kind === 'document'
          ? [...documents].map(([name, { id, stranger }]) => ({ name, sid: id, stranger }))
          : [...collections]
              .filter(([, one]) => one.kind === 'list')
              .map(([name, { sid, stranger }]) => ({ name, sid, stranger })),
      ),
    grantRead: (place, identity) =>
      request('grantRead', place.name, () => {
        const { name } = place;
        if (!isNamed(place, documents.get(name)?.id ?? collections.get(name)?.sid)) throw errorOf('missing');
        grants.add(`${name} ${identity}`);
      }),

    getAttributes: (workerSid) =>
      request('getAttributes', workerSid, () => {
        const text = attributes.get(workerSid);
        return text === undefined ? null : { attributes: text, etag: etagOf(text) };
      }),
    putAttributes: (workerSid, text, ifMatch) =>
      request('putAttributes', workerSid, () => {
        const held = attributes.get(workerSid);
        if (held === undefined) throw errorOf('missing');
        if (etagOf(held) !== ifMatch) throw errorOf('conflict');
        attributes.set(workerSid, text);
      }),
    listAttributes: () => request('listAttributes', '', () => new Map(attributes)),
  };
}

const etagOf = (text: string): string => createHash('sha256').update(text).digest('hex');

import { account } from '../../../local-twilio/base/account';
import { SyncError } from '../../../local-twilio/sync/sync-error';
import { EMULATOR_CALLER, type SyncObject } from '../../../local-twilio/sync/sync-model';
import { createSyncService } from '../../../local-twilio/sync/sync-service';
import type { Clock } from '../../base/clock';
import type { SyncWriter } from '../sync-port';
import { createEmulatedWriter } from './emulated-writer';
import { withFaults, type FaultInjection } from './fault-injection';

type NamedKind = 'document' | 'map' | 'list';

/** Sync as the projector writes it, and as a test sees it and interferes. */
export interface EmulatedSync extends SyncWriter, FaultInjection {
  /** `{name} {identity}` of every permission to read that was given. */
  readonly grants: ReadonlySet<string>;
  document(name: string): { data: Record<string, unknown>; expiresAt: number | null } | undefined;
  /** SID of a Document, Map or List; undefined when there is none of the name. */
  sidOf(name: string): string | undefined;
  /** Items of a Map by key, of a List by index. */
  items(collection: string): Record<string, Record<string, unknown>>;
  /** Error code with which Sync refuses the Document or Map of the name to an identity; null when it may be read. */
  refusalOf(identity: string, name: string): number | null;
  /** Attributes of the workers as JSON text, by SID; a worker that is not here does not exist. */
  readonly attributes: Map<string, string>;
  /** Somebody else writes. */
  overwrite(name: string, data: object): void;
  /** Somebody else, with a token of `identity`, creates an object of the name, and again when it is removed if told so. */
  plant(kind: NamedKind, name: string, identity: string, timesAgain?: number): void;
  /** The same with an item. */
  plantItem(collection: string, key: string, identity: string): void;
  /** Somebody else deletes; without a name, everything. */
  drop(name?: string): void;
}

/** The Sync engine of Local Twilio behind the projector's port, by the clock of a test, with faults on demand. */
export function createEmulatedSync(clock: Clock): EmulatedSync {
  const service = createSyncService({
    sid: account.syncServiceSid,
    // Its clock takes instants, ours takes delays.
    clock: { now: clock.now, schedule: (atMs, task) => clock.schedule(Math.max(0, atMs - clock.now()), task) },
    limits: { enabled: true },
    aclEnabled: true,
    friendlyName: null,
  });
  const attributes = new Map<string, string>();
  const all = (): SyncObject[] =>
    (['document', 'map', 'list'] as const).flatMap((kind) => [...service.store.list(kind)]);
  const find = (name: string): SyncObject | undefined => all().find(({ uniqueName }) => uniqueName === name);

  function plant(kind: NamedKind, name: string, identity: string, timesAgain = 0): void {
    const stranger = { identity, unmetered: true };
    if (kind === 'document') service.documents.create(stranger, { uniqueName: name, data: { planted: true } });
    else if (kind === 'map') {
      const { sid } = service.maps.create(stranger, { uniqueName: name });
      service.maps.write(stranger, sid, 'planted', { data: { planted: true } }, 'add');
    } else {
      const { sid } = service.lists.create(stranger, { uniqueName: name });
      service.lists.push(stranger, sid, { data: { planted: true } });
    }
    find(name)?.watchers.add(({ type }) => {
      if (type === 'object_removed' && timesAgain > 0) plant(kind, name, identity, timesAgain - 1);
    });
  }

  return {
    ...withFaults(createEmulatedWriter(service, attributes), clock),
    attributes,
    get grants() {
      const given = all().flatMap(({ uniqueName, permissions }) =>
        [...permissions].flatMap(([identity, { read, manage }]) =>
          read && !manage ? [`${String(uniqueName)} ${identity}`] : [],
        ),
      );
      return new Set(given);
    },
    document: (name) => {
      const found = find(name);
      return found?.kind === 'document' ? { data: { ...found.data }, expiresAt: found.expiresAt } : undefined;
    },
    sidOf: (name) => find(name)?.sid,
    items: (name) => {
      const found = find(name);
      const items = found?.kind === 'map' || found?.kind === 'list' ? found.items : [];
      return Object.fromEntries([...items].map(([key, { data }]) => [String(key), { ...data }]));
    },
    refusalOf: (identity, name) => {
      const reader = { identity, unmetered: true };
      try {
        if (find(name)?.kind === 'document') service.documents.get(reader, name);
        else service.maps.get(reader, name);
        return null;
      } catch (error) {
        if (error instanceof SyncError) return error.code;
        throw error;
      }
    },
    overwrite: (name, data) => {
      service.putDocument(name, data);
    },
    plant,
    plantItem: (collection, key, identity) => {
      const found = find(collection);
      if (found === undefined) throw new Error(`There is no ${collection}`);
      const stranger = { identity, unmetered: true, aclExempt: true };
      service.maps.write(stranger, found.sid, key, { data: { planted: true } }, 'set');
    },
    drop: (name) => {
      for (const object of name === undefined ? all() : [find(name)]) {
        if (object !== undefined) service.store.remove(object, EMULATOR_CALLER);
      }
    },
  };
}

import { syncErrors } from './sync-error';
import type { SyncKind, SyncObject } from './sync-model';
import { isSid } from './validation';

export type ObjectOf<Kind extends SyncKind> = Extract<SyncObject, { kind: Kind }>;

/** Where the objects of one Sync service are found. Unique names are those of a kind. */
export interface ObjectIndex {
  add(object: SyncObject): void;
  delete(object: SyncObject): void;
  hasName(kind: SyncKind, uniqueName: string): boolean;
  /** By SID or unique name. @throws SyncError 404 */
  find<Kind extends SyncKind>(kind: Kind, id: string): ObjectOf<Kind>;
  /** All objects of a kind, oldest first. */
  list<Kind extends SyncKind>(kind: Kind): readonly ObjectOf<Kind>[];
  clear(): void;
}

export function createObjectIndex(): ObjectIndex {
  const bySid = new Map<string, SyncObject>();
  const byName = new Map<string, SyncObject>();
  return {
    add(object) {
      const { sid, kind, uniqueName } = object;
      bySid.set(sid, object);
      if (uniqueName !== null) byName.set(nameKey(kind, uniqueName), object);
    },
    delete({ sid, kind, uniqueName }) {
      bySid.delete(sid);
      if (uniqueName !== null) byName.delete(nameKey(kind, uniqueName));
    },
    hasName: (kind, uniqueName) => byName.has(nameKey(kind, uniqueName)),
    find(kind, id) {
      const object = isSid(id) ? bySid.get(id) : byName.get(nameKey(kind, id));
      if (object !== undefined && isOf(object, kind)) return object;
      throw isSid(id) ? syncErrors.objectNotFound(kind) : syncErrors.uniqueNameNotFound();
    },
    list: (kind) => [...bySid.values()].filter((object) => isOf(object, kind)),
    clear() {
      bySid.clear();
      byName.clear();
    },
  };
}

const nameKey = (kind: SyncKind, uniqueName: string): string => `${kind}:${uniqueName}`;

const isOf = <Kind extends SyncKind>(object: SyncObject, kind: Kind): object is ObjectOf<Kind> => object.kind === kind;

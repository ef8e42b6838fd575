import type { ObjectStore } from './object-store';
import { syncErrors } from './sync-error';
import { REST_CALLER, type Permission, type SyncKind, type SyncObject } from './sync-model';

type PermittedKind = Exclude<SyncKind, 'stream'>;

export interface IdentityPermission extends Permission {
  readonly identity: string;
}

/** Rights per object and identity; only the public REST API changes them. All throw SyncError. */
export interface Permissions {
  list(kind: PermittedKind, id: string): { object: SyncObject; permissions: readonly IdentityPermission[] };
  get(kind: PermittedKind, id: string, identity: string): { object: SyncObject; permission: IdentityPermission };
  set(
    kind: PermittedKind,
    id: string,
    identity: string,
    permission: Permission,
  ): { object: SyncObject; permission: IdentityPermission };
  remove(kind: PermittedKind, id: string, identity: string): void;
}

const MAX_IDENTITY_LENGTH = 256;

export function createPermissions(store: ObjectStore): Permissions {
  // Permissions have limits of their own (80 a second per object): they do not count as reads of the object.
  const objectOf = (kind: PermittedKind, id: string): SyncObject => store.use(kind, id, REST_CALLER, 'manage', 'free');
  const requireOne = (object: SyncObject, identity: string): Permission => {
    const permission = object.permissions.get(identity);
    if (!permission) throw syncErrors.permissionNotFound();
    return permission;
  };
  return {
    list(kind, id) {
      const object = objectOf(kind, id);
      const permissions = [...object.permissions].map(([identity, permission]) => ({ identity, ...permission }));
      return { object, permissions };
    },
    get(kind, id, identity) {
      const object = objectOf(kind, id);
      return { object, permission: { identity, ...requireOne(object, identity) } };
    },
    set(kind, id, identity, permission) {
      if (identity === '' || identity.length > MAX_IDENTITY_LENGTH) throw syncErrors.invalidIdentity();
      const object = objectOf(kind, id);
      object.permissions.set(identity, permission);
      return { object, permission: { identity, ...permission } };
    },
    remove(kind, id, identity) {
      const object = objectOf(kind, id);
      requireOne(object, identity);
      object.permissions.delete(identity);
    },
  };
}

import type { SyncScope } from '../../contract';
import type { CommitQueue } from '../commit-queue';
import type { ScopeConnection } from '../connection/scope-connection';
import type { SyncObject } from '../objects/sync-object';
import type { SyncReadRef } from '../read-ref';
import type { SyncObjectReport } from '../store-report';
import { createResource, type Resource } from './resource';

/** An object that is in use, or was a moment ago. */
export interface HeldObject<D> {
  /** A `MapObject` if the kind is `map`. */
  readonly object: SyncObject<D>;
  readonly resource: Resource<D>;
}

export interface ObjectRegistryOptions {
  readonly connectionOf: (scope: SyncScope) => ScopeConnection;
  readonly commits: CommitQueue;
  readonly lingerMs: number;
  readonly now: () => number;
  readonly random: () => number;
}

/** The objects of a store: each is there at most once, however many ask for it. */
export interface ObjectRegistry {
  /** @throws Error when the object is in use with another schema */
  find<D>(ref: SyncReadRef): HeldObject<D> | undefined;
  /** @throws Error as `find` */
  findOrCreate<D>(ref: SyncReadRef, createObject: () => SyncObject<D>): HeldObject<D>;
  /** Those that use the scope's connection. */
  ofScope(scope: SyncScope): Resource<unknown>[];
  report(): readonly SyncObjectReport[];
  size(): number;
  /** Closes all, for good. */
  close(): void;
}

interface Entry {
  readonly held: HeldObject<unknown>;
  readonly scope: SyncScope;
  readonly ref: Pick<SyncReadRef, 'kind' | 'uniqueName'>;
  readonly schemaHash: string;
}

export function createObjectRegistry(options: ObjectRegistryOptions): ObjectRegistry {
  const { connectionOf, ...timing } = options;
  const entries = new Map<string, Entry>();

  function find<D>(ref: SyncReadRef): HeldObject<D> | undefined {
    const found = entries.get(keyOf(ref));
    if (found !== undefined && found.schemaHash !== ref.schemaHash) throw otherSchema(ref, found.schemaHash);
    // The registry holds objects of every type. Kind and schema hash, both compared, stand for D.
    return found?.held as HeldObject<D> | undefined;
  }

  function create<D>(ref: SyncReadRef, object: SyncObject<D>): HeldObject<D> {
    const { scope, schemaHash, kind, uniqueName } = ref;
    const resource = createResource({
      ...timing,
      uniqueName,
      object,
      connection: connectionOf(scope),
      onForgotten: () => entries.delete(keyOf(ref)),
    });
    entries.set(keyOf(ref), { held: { object, resource }, scope, ref: { kind, uniqueName }, schemaHash });
    return { object, resource };
  }

  return {
    find,
    findOrCreate: (ref, createObject) => find(ref) ?? create(ref, createObject()),
    ofScope: (scope) => [...entries.values()].filter((each) => each.scope === scope).map(({ held }) => held.resource),
    report: () => [...entries.values()].map(reportOf),
    size: () => entries.size,
    close() {
      for (const { held } of entries.values()) held.resource.close();
      entries.clear();
    },
  };
}

function reportOf({ scope, ref, held: { resource } }: Entry): SyncObjectReport {
  const { status, isLive, staleSince, error, issues } = resource.getSnapshot();
  return {
    scope,
    ...ref,
    status,
    isLive,
    staleSince,
    error: error?.code ?? null,
    issues: issues.length,
    ...resource.counts(),
  };
}

const keyOf = ({ scope, kind, uniqueName }: SyncReadRef): string => `${scope}:${kind}:${uniqueName}`;

const otherSchema = ({ kind, uniqueName, schemaHash }: SyncReadRef, heldHash: string): Error =>
  new Error(
    `The Sync ${kind} "${uniqueName}" is in use with another schema (${heldHash}, not ${schemaHash}): ` +
      'give both plugins the same version of the definition',
  );

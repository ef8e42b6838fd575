import type { ExplorerKind, ExplorerObject } from '@flex-sync-suite/shared/contract';

/** In the order in which they are listed. */
export const KINDS = ['document', 'map', 'list', 'stream'] as const satisfies readonly ExplorerKind[];

/** What is known of the objects of a kind. */
export interface KindOfTree {
  readonly objects: readonly ExplorerObject[];
  /** Objects that were looked at to find them. */
  readonly looked: number;
  /** Whether there may be more; null before the first page. */
  readonly hasMore: boolean | null;
}

/** A line of the tree of objects. */
export type TreeRow = { readonly id: string; readonly level: number } & (
  | {
      readonly type: 'kind';
      readonly kind: ExplorerKind;
      readonly count: number;
      readonly isWhole: boolean;
      readonly isExpanded: boolean;
    }
  | { readonly type: 'group'; readonly prefix: string | null; readonly count: number; readonly isExpanded: boolean }
  | { readonly type: 'object'; readonly object: ExplorerObject; readonly isExpanded: null }
  /** In place of what was not read, or of nothing. */
  | { readonly type: 'more'; readonly kind: ExplorerKind; readonly isExpanded: null }
);

export interface TreeRowsOptions {
  /** Lines that are open or closed against their habit, by id. */
  readonly toggled: ReadonlyMap<string, boolean>;
  /** Kinds that are open at first; groups all are. */
  readonly openKinds: readonly ExplorerKind[];
}

/** The lines of the tree: kinds, within them names by what stands before the first dot, and where the next page would be. */
export function treeRows(
  kinds: Readonly<Record<ExplorerKind, KindOfTree>>,
  { toggled, openKinds }: TreeRowsOptions,
): readonly TreeRow[] {
  return KINDS.flatMap((kind): readonly TreeRow[] => {
    const { objects, hasMore } = kinds[kind];
    const id = `kind:${kind}`;
    const isExpanded = toggled.get(id) ?? openKinds.includes(kind);
    const isWhole = hasMore === false;
    const head: TreeRow = { id, level: 1, type: 'kind', kind, count: objects.length, isWhole, isExpanded };
    if (!isExpanded) return [head];
    const hasAll = isWhole && objects.length > 0;
    const more: TreeRow = { id: `more:${kind}`, level: 2, type: 'more', kind, isExpanded: null };
    return [head, ...groupsOf(kind, objects, toggled), ...(hasAll ? [] : [more])];
  });
}

/** Groups stand where their first object came: what is shown does not move when a page is added. */
function groupsOf(
  kind: ExplorerKind,
  objects: readonly ExplorerObject[],
  toggled: ReadonlyMap<string, boolean>,
): readonly TreeRow[] {
  const groups = new Map<string | null, ExplorerObject[]>();
  const single: ExplorerObject[] = [];
  for (const object of objects) {
    const prefix = prefixOf(object);
    if (prefix === undefined) single.push(object);
    else if (groups.get(prefix)?.push(object) === undefined) groups.set(prefix, [object]);
  }
  return [
    ...single.map((object) => objectRow(object, 2)),
    ...[...groups].flatMap(([prefix, members]): readonly TreeRow[] => {
      const id = `group:${kind}:${prefix === null ? '' : `.${prefix}`}`;
      const isExpanded = toggled.get(id) ?? true;
      const head: TreeRow = { id, level: 2, type: 'group', prefix, count: members.length, isExpanded };
      return isExpanded ? [head, ...members.map((object) => objectRow(object, 3))] : [head];
    }),
  ];
}

const objectRow = (object: ExplorerObject, level: number): TreeRow => ({
  id: object.sid,
  level,
  type: 'object',
  object,
  isExpanded: null,
});

/** Null for those without a name, which are together; undefined for a name without a dot, which stands alone. */
function prefixOf({ uniqueName }: ExplorerObject): string | null | undefined {
  if (uniqueName === null) return null;
  const dot = uniqueName.indexOf('.');
  return dot > 0 ? uniqueName.slice(0, dot) : undefined;
}

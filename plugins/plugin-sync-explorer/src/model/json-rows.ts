import { entriesOf, isContainer, pointerTo } from './json-pointer';
import { literalJson, literalText } from './literal-text';

/** A line of a JSON value that is shown as a tree. */
export interface JsonRow {
  /** Its JSON Pointer. */
  readonly id: string;
  /** Begins with 1. */
  readonly level: number;
  /** Member or index, literally; null for the whole. */
  readonly name: string | null;
  /** The value in one line; of a container what it is and how much it holds. */
  readonly text: string;
  readonly type: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
  /** Null for what cannot be opened. */
  readonly isExpanded: boolean | null;
}

/** Opened unless somebody closed it: deeper than this a value begins closed, for text as deep as Sync takes would fill the page. */
const OPEN_LEVELS = 8;

export interface JsonRowsOptions {
  /** What somebody opened (true) or closed, by pointer. */
  readonly toggled: ReadonlyMap<string, boolean>;
  /** Levels that are open at first. Default: 8. */
  readonly openLevels?: number;
}

/** The lines of a value, in order. */
export const jsonRows = (value: unknown, options: JsonRowsOptions): readonly JsonRow[] =>
  rowsOf([{ pointer: '', level: 1, name: null, value }], options);

/** The lines of members in an order of their own, without one for what they are in. */
export const memberRows = (
  members: readonly (readonly [key: string, value: unknown])[],
  options: JsonRowsOptions,
): readonly JsonRow[] => rowsOf(lefts(members, '', 1), options);

/** It walks with a list of its own: JSON of 16 KiB can be deeper than functions may call. */
function rowsOf(left: Left[], { toggled, openLevels = OPEN_LEVELS }: JsonRowsOptions): readonly JsonRow[] {
  const rows: JsonRow[] = [];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const row = rowOf(next, toggled, openLevels);
    rows.push(row);
    if (row.isExpanded === true && isContainer(next.value)) {
      left.push(...lefts(entriesOf(next.value), next.pointer, next.level + 1));
    }
  }
  return rows;
}

interface Left {
  readonly pointer: string;
  readonly level: number;
  readonly name: string | null;
  readonly value: unknown;
}

/** The last first, as a stack wants them. */
const lefts = (members: readonly (readonly [string, unknown])[], pointer: string, level: number): Left[] =>
  members.map(([key, value]) => ({ pointer: pointerTo(pointer, key), level, name: literalText(key), value })).reverse();

function rowOf({ pointer, level, name, value }: Left, toggled: ReadonlyMap<string, boolean>, open: number): JsonRow {
  const row = { id: pointer, level, name };
  if (!isContainer(value)) return { ...row, text: literalJson(value), type: typeOf(value), isExpanded: null };
  const size = entriesOf(value).length;
  const type = Array.isArray(value) ? 'array' : 'object';
  const text = type === 'array' ? `[${size}]` : `{${size}}`;
  return { ...row, text, type, isExpanded: size === 0 ? null : (toggled.get(pointer) ?? level <= open) };
}

function typeOf(value: unknown): JsonRow['type'] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return typeof value as 'string' | 'number' | 'boolean';
  }
  return 'null';
}

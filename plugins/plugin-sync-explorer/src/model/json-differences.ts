import { isContainer, pointerTo, type JsonObject } from './json-pointer';

/** One place at which two values differ. */
export type JsonDifference = { readonly pointer: string } & (
  | { readonly kind: 'added'; readonly after: unknown }
  | { readonly kind: 'removed'; readonly before: unknown }
  | { readonly kind: 'changed'; readonly before: unknown; readonly after: unknown }
);

/** Below this depth two values differ as a whole: a path of thousands of steps tells nobody anything. */
const MAX_DEPTH = 200;

interface Pair {
  readonly pointer: string;
  readonly depth: number;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Where two JSON values differ, in the order of what was before; what was added follows. An array is compared index by
 * index. The order of an object's members is no difference.
 */
export function jsonDifferences(before: unknown, after: unknown): readonly JsonDifference[] {
  const found: JsonDifference[] = [];
  const left: Pair[] = [{ pointer: '', depth: 0, before, after }];
  for (let pair = left.pop(); pair !== undefined; pair = left.pop()) {
    if (Object.is(pair.before, pair.after)) continue;
    if (isSameShape(pair.before, pair.after)) {
      if (pair.depth < MAX_DEPTH) compare(pair, left, found);
      else if (!isDeepEqual(pair.before, pair.after)) found.push(changed(pair));
    } else found.push(changed(pair));
  }
  return found;
}

const changed = ({ pointer, before, after }: Pair): JsonDifference => ({ kind: 'changed', pointer, before, after });

function compare(pair: Pair, left: Pair[], found: JsonDifference[]): void {
  // Both are objects, or both are arrays, whose indexes are keys.
  const [before, after] = [pair.before as JsonObject, pair.after as JsonObject];
  const both: Pair[] = [];
  for (const key of Object.keys(before)) {
    const pointer = pointerTo(pair.pointer, key);
    if (Object.hasOwn(after, key)) {
      both.push({ pointer, depth: pair.depth + 1, before: before[key], after: after[key] });
    } else found.push({ kind: 'removed', pointer, before: before[key] });
  }
  for (const key of Object.keys(after)) {
    if (!Object.hasOwn(before, key)) {
      found.push({ kind: 'added', pointer: pointerTo(pair.pointer, key), after: after[key] });
    }
  }
  left.push(...both.reverse());
}

/** An object for both, or an array: an object that became an array is another value. */
const isSameShape = (before: unknown, after: unknown): boolean =>
  isContainer(before) && isContainer(after) && Array.isArray(before) === Array.isArray(after);

function isDeepEqual(before: unknown, after: unknown): boolean {
  const left: (readonly [unknown, unknown])[] = [[before, after]];
  for (let pair = left.pop(); pair !== undefined; pair = left.pop()) {
    const [one, other] = pair;
    if (Object.is(one, other)) continue;
    if (!isContainer(one) || !isContainer(other) || Array.isArray(one) !== Array.isArray(other)) return false;
    const [members, others] = [one as JsonObject, other as JsonObject];
    const keys = Object.keys(members);
    if (keys.length !== Object.keys(others).length) return false;
    for (const key of keys) {
      if (!Object.hasOwn(others, key)) return false;
      left.push([members[key], others[key]]);
    }
  }
  return true;
}

/**
 * 16 KiB are enough for eight thousand arrays in each other, which `JSON.stringify` cannot write: it calls itself. What is
 * read of Sync, or sent to it, is looked at without recursion first.
 */
const DEEPEST_SHOWN = 100;

/** What stands where something deeper was left out. */
export const TOO_DEEP = '… too deep to be shown';

/** Whether a value has arrays and objects in each other up to a hundred levels at most. */
export function isShallow(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= DEEPEST_SHOWN; depth += 1) {
    level = level.flatMap(insideOf);
    if (level.length === 0) return true;
  }
  return false;
}

/** The value with {@link TOO_DEEP} in place of what is deeper than a hundred levels; itself where nothing is. */
export const shallow = (value: unknown): unknown => (isShallow(value) ? value : cutAt(value, DEEPEST_SHOWN));

function cutAt(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return TOO_DEEP;
  if (Array.isArray(value)) return value.map((each) => cutAt(each, depth - 1));
  // Not by assignment: a key may be `__proto__`.
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cutAt(each, depth - 1)]));
}

/** Bytes of a JSON value as `JSON.stringify` writes it, in UTF-8; however deep it is. */
export function jsonBytes(value: unknown): number {
  let bytes = 0;
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== 'object' || next === null) {
      bytes += Buffer.byteLength(JSON.stringify(next));
      continue;
    }
    const inside = insideOf(next);
    // Brackets, and commas between.
    bytes += 2 + Math.max(0, inside.length - 1);
    if (!Array.isArray(next)) for (const key of Object.keys(next)) bytes += Buffer.byteLength(JSON.stringify(key)) + 1;
    for (const each of inside) left.push(each);
  }
  return bytes;
}

const insideOf = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : [];

/** An object of JSON, as Sync keeps them. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The pointer (RFC 6901) of a member or an element below another pointer; that of the whole is empty. */
export const pointerTo = (parent: string, key: string | number): string =>
  `${parent}/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`;

/** Whether the value has members or elements, and could show them. */
export const isContainer = (value: unknown): value is JsonObject | readonly unknown[] =>
  typeof value === 'object' && value !== null;

/** Members, or elements with their indexes. */
export const entriesOf = (value: JsonObject | readonly unknown[]): readonly (readonly [string, unknown])[] =>
  Object.entries(value);

/** The pointers above one, the nearest first; that of the whole is last. */
export function pointersAbove(pointer: string): readonly string[] {
  const above: string[] = [];
  for (let rest = pointer; rest !== '';) {
    rest = rest.slice(0, rest.lastIndexOf('/'));
    above.push(rest);
  }
  return above;
}

/**
 * A JSON value as text; null for one that nests too deep: JSON.stringify calls itself, and 16 KiB can nest deeper than calls
 * may. JSON.parse reads such a text all the same.
 */
export function jsonOf(value: unknown): string | null {
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}

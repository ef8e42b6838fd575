import type { Schema } from './schema';

/** Parts of a valibot schema that repeat or hide its shape: prototypes' behaviour, not the contract. */
const BEHAVIOUR_KEYS = new Set(['~standard', '~run', 'reference', 'expects', 'async', 'message']);

/**
 * A short hash of a schema's structure. Every plugin bundle carries its own copy of the contract, so two definitions
 * of one Sync object can only be compared by value; a pinned test of this hash also makes a payload change deliberate.
 *
 * Functions (custom checks, transforms) do not take part: a change that is only in code needs a new `schema` number.
 */
export function schemaHash(schema: Schema<unknown>): string {
  const known = hashes.get(schema);
  if (known !== undefined) return known;
  const hash = fnv1a(JSON.stringify(schema, shapeOf));
  hashes.set(schema, hash);
  return hash;
}

/** A board defines one Document per queue over one schema: 500 queues must not walk it 500 times (1.3 ms each). */
const hashes = new WeakMap<Schema<unknown>, string>();

function shapeOf(key: string, value: unknown): unknown {
  if (BEHAVIOUR_KEYS.has(key)) return undefined;
  if (value instanceof RegExp) return value.source;
  if (value instanceof Set) return [...value].map(String).sort();
  return typeof value === 'bigint' ? value.toString() : value;
}

/** 64 bits as two 32-bit FNV-1a passes (http://www.isthe.com/chongo/tech/comp/fnv/): no crypto needed to tell shapes apart. */
function fnv1a(text: string): string {
  return [0x811c9dc5, 0x01000193]
    .map((seed) => {
      let hash = seed;
      for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
      return (hash >>> 0).toString(16).padStart(8, '0');
    })
    .join('');
}

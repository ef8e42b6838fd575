type Method = (this: readonly unknown[], ...values: unknown[]) => unknown;

/** Methods that read or write the whole array; of the others a call is one step. */
const WHOLE = [
  'concat',
  'filter',
  'find',
  'flat',
  'flatMap',
  'forEach',
  'includes',
  'indexOf',
  'join',
  'map',
  'reduce',
];
const SINGLE = ['push', 'pop', 'at'];

/**
 * How many elements of arrays `run` touches through the methods of arrays, and by walking through them: a measure of work
 * that is the same on every machine.
 */
export function arrayWork(run: () => unknown): number {
  let steps = 0;
  const prototype = Array.prototype as unknown as Record<string | symbol, Method>;
  const names = [
    ...WHOLE,
    'reverse',
    'slice',
    'some',
    'sort',
    'splice',
    'shift',
    'unshift',
    ...SINGLE,
    Symbol.iterator,
  ];
  const originals = names.map((name) => [name, prototype[name]] as const);
  for (const [name, original] of originals) {
    if (original === undefined) continue;
    const isSingle = typeof name === 'string' && SINGLE.includes(name);
    prototype[name] = function counted(...values: unknown[]) {
      const result = original.apply(this, values);
      steps += isSingle ? 1 : Math.max(this.length, Array.isArray(result) ? result.length : 0);
      return result;
    };
  }
  try {
    run();
  } finally {
    for (const [name, original] of originals) if (original !== undefined) prototype[name] = original;
  }
  return steps;
}

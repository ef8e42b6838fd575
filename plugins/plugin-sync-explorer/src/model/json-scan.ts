/** A sign, a string, or a number or word: with the spaces before it. */
const TOKEN =
  // eslint-disable-next-line no-control-regex -- what JSON forbids in a string
  /[ \t\n\r]*(?:([{}[\]:,])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

/** What may come next. `after`: a value has ended. */
type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'after';

/**
 * Where a text stops being JSON: null for JSON. Browsers tell it each in their own words, and some not at all.
 * It knows no depth at which it gives up.
 */
export function jsonErrorAt(text: string): number | null {
  const open: ('}' | ']')[] = [];
  let expected: Expected = 'value';
  TOKEN.lastIndex = 0;
  for (;;) {
    const from = TOKEN.lastIndex;
    const token = TOKEN.exec(text);
    const begins = from + (/^[ \t\n\r]*/.exec(text.slice(from))?.[0].length ?? 0);
    if (token === null) return begins === text.length && expected === 'after' && open.length === 0 ? null : begins;
    const next = step(token[1] ?? (token[2] === undefined ? 'scalar' : 'string'), expected, open);
    if (next === null) return begins;
    expected = next;
  }
}

/** @param open is changed by what opens and closes. @returns null for what may not stand there */
function step(token: string, expected: Expected, open: ('}' | ']')[]): Expected | null {
  const isValue = expected === 'value' || expected === 'value-or-end';
  switch (token) {
    case '{':
    case '[':
      if (!isValue) return null;
      open.push(token === '{' ? '}' : ']');
      return token === '{' ? 'key-or-end' : 'value-or-end';
    case '}':
    case ']': {
      const mayEnd = expected === 'after' || expected === (token === '}' ? 'key-or-end' : 'value-or-end');
      return mayEnd && open.pop() === token ? 'after' : null;
    }
    case ':':
      return expected === 'colon' ? 'value' : null;
    case ',':
      if (expected !== 'after' || open.length === 0) return null;
      return open[open.length - 1] === '}' ? 'key' : 'value';
    case 'string':
      if (expected === 'key' || expected === 'key-or-end') return 'colon';
      return isValue ? 'after' : null;
    default:
      return isValue ? 'after' : null;
  }
}

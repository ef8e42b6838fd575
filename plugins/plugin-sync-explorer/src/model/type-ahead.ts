/** Letters typed within this time of each other are one text. */
const TOGETHER_MS = 700;

/**
 * Finds the line whose text begins with what is typed, behind the one that has the focus, and round.
 * @returns a function of a key and the lines, which gives an index; null for a key that is no letter, or finds nothing
 */
export function createTypeAhead(
  now = (): number => Date.now(),
): (key: string, from: number, count: number, textAt: (index: number) => string) => number | null {
  let typed = '';
  let typedAt = -Infinity;
  return (key, from, count, textAt) => {
    // Keys with a name of their own, such as Enter, have several letters.
    if (!/^\S$/u.test(key)) return null;
    const at = now();
    typed = at - typedAt < TOGETHER_MS ? typed + key.toLowerCase() : key.toLowerCase();
    typedAt = at;
    // A longer text may go on with the line that it found.
    const first = typed.length > 1 ? from : from + 1;
    for (let step = 0; step < count; step += 1) {
      const index = (first + step) % count;
      if (textAt(index).toLowerCase().startsWith(typed)) return index;
    }
    return null;
  };
}

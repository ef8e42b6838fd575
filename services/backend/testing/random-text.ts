/** Text in which no compression finds a pattern, the same in every run. */
export function randomText(length: number): string {
  let seed = 42;
  const next = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  return Array.from({ length }, () => String.fromCharCode(33 + Math.floor(next() * 90))).join('');
}

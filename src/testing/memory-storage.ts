/** A `window.sessionStorage` of the test's own. */
export function memoryStorage(items: Readonly<Record<string, string>> = {}): Pick<Storage, 'getItem' | 'setItem'> {
  const memory = new Map(Object.entries(items));
  return {
    getItem: (key) => memory.get(key) ?? null,
    setItem: (key, value) => void memory.set(key, value),
  };
}

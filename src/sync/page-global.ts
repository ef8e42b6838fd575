/**
 * One value for the whole page. Flex's plugin build shares no modules between plugins, so a module variable is one
 * per plugin; a registered symbol on `globalThis` is the same for all.
 *
 * @param name carries a version, because plugins are deployed one by one: a new name for every incompatible change
 * @param create called by whoever comes first
 */
export function pageGlobal<T extends object>(name: string, create: () => T): T {
  const key = Symbol.for(name);
  // Only this function writes the key, and its name fixes the type.
  const existing = Reflect.get(globalThis, key) as T | undefined;
  if (existing !== undefined) return existing;
  const created = create();
  Object.defineProperty(globalThis, key, { value: created, configurable: true });
  return created;
}

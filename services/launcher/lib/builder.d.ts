/** What bundles the sources. @throws Error with a sentence when this installation has no development packages */
export function loadBuilder(load?: (name: string) => unknown): unknown;

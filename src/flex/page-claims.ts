import { pageGlobal } from '../sync';

const claims = (): Set<string> => pageGlobal('flex-sync-suite.plugins@1', () => new Set<string>());

/** For what is once on a page. @returns false where somebody has it already; bundles share no module, but the page */
export function claim(name: string): boolean {
  if (isClaimed(name)) return false;
  claims().add(name);
  return true;
}

export const isClaimed = (name: string): boolean => claims().has(name);

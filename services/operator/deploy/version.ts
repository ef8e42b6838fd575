/** How the next version comes from the newest at Twilio, or which it is. */
export type VersionWish =
  { readonly kind: 'patch' | 'minor' | 'major' } | { readonly kind: 'exact'; readonly version: string };

type Numbers = readonly [major: number, minor: number, patch: number];

/** The three numbers of `1.2.3`, which is all that this command makes; null for another text. */
function numbersOf(version: string): Numbers | null {
  const [, major, minor, patch] = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})$/.exec(version) ?? [];
  return major === undefined ? null : [Number(major), Number(minor), Number(patch)];
}

/** Whether it may be asked for: as the CLI, 0.0.0 stands for no version. */
export const isVersion = (version: string): boolean => numbersOf(version) !== null && version !== '0.0.0';

/** Whether `left` is newer; what has letters behind its numbers is as old as its numbers. */
export function isNewer(left: string, right: string): boolean {
  const [a, b] = [left, right].map((each) => numbersOf(each.replace(/[-+].*$/, '')) ?? ([0, 0, 0] as const));
  for (const [index, number] of (a ?? []).entries()) {
    const other = b?.[index] ?? 0;
    if (number !== other) return number > other;
  }
  return false;
}

/** The newest of them; 0.0.0 where there is none. */
export const newestOf = (versions: readonly string[]): string =>
  versions.reduce((newest, version) => (isNewer(version, newest) ? version : newest), '0.0.0');

export function nextVersion(newest: string, wish: VersionWish): string {
  const [major, minor, patch] = numbersOf(newest.replace(/[-+].*$/, '')) ?? [0, 0, 0];
  switch (wish.kind) {
    case 'exact':
      return wish.version;
    case 'major':
      return `${String(major + 1)}.0.0`;
    case 'minor':
      return `${String(major)}.${String(minor + 1)}.0`;
    case 'patch':
      return `${String(major)}.${String(minor)}.${String(patch + 1)}`;
  }
}

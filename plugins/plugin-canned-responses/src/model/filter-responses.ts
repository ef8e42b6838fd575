import {
  libraryOf,
  type CannedFavorite,
  type CannedResponseItem,
  type LibraryKind,
} from '@flex-sync-suite/shared/contract';
import { isOfferedIn, servesLanguage } from './choose-variant';

/** The agent's own relation to the responses, by response id. */
export type OwnUse = ReadonlyMap<string, Pick<CannedFavorite, 'isFavorite' | 'lastUsedAt' | 'uses'>>;

/** The filter chips; null or false shows all. */
export interface ResponseFilter {
  readonly libraryId: string | null;
  readonly category: string | null;
  /** BCP 47; a regional variant of the same language matches. */
  readonly language: string | null;
  readonly channel: string | null;
  readonly isFavorite: boolean;
  /** Used by this agent. */
  readonly isRecent: boolean;
}

export const NO_FILTER: ResponseFilter = {
  libraryId: null,
  category: null,
  language: null,
  channel: null,
  isFavorite: false,
  isRecent: false,
};

export function matchesFilter(item: CannedResponseItem, filter: ResponseFilter, own: OwnUse): boolean {
  const { libraryId, category, language, channel, isFavorite, isRecent } = filter;
  const use = own.get(item.id);
  return (
    (libraryId === null || libraryOf(item.id) === libraryId) &&
    (category === null || item.category === category) &&
    (language === null || item.languages.some((offered) => servesLanguage(offered, language))) &&
    isOfferedIn(item.channels, channel) &&
    (!isFavorite || use?.isFavorite === true) &&
    (!isRecent || (use !== undefined && use.lastUsedAt !== null))
  );
}

/** A value that a chip offers, and how many responses have it. */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

export interface Facets {
  readonly libraries: readonly (FacetValue & { readonly name: string; readonly kind: LibraryKind })[];
  readonly categories: readonly FacetValue[];
  readonly languages: readonly FacetValue[];
  readonly channels: readonly FacetValue[];
  readonly favorites: number;
  readonly recents: number;
}

const KINDS: readonly LibraryKind[] = ['global', 'team', 'personal'];

/** What the chips offer: libraries by kind and name, the others by frequency, then alphabetically. */
export function facetsOf(items: Iterable<CannedResponseItem>, own: OwnUse): Facets {
  const libraries = new Map<string, { value: string; name: string; kind: LibraryKind; count: number }>();
  const categories = new Map<string, number>();
  const languages = new Map<string, number>();
  const channels = new Map<string, number>();
  let favorites = 0;
  let recents = 0;
  for (const item of items) {
    const value = libraryOf(item.id);
    const library = libraries.get(value) ?? { value, name: item.libraryName, kind: item.libraryKind, count: 0 };
    library.count += 1;
    libraries.set(value, library);
    if (item.category !== null) countOne(categories, item.category);
    for (const language of new Set(item.languages)) countOne(languages, language);
    for (const channel of new Set(item.channels)) countOne(channels, channel);
    const use = own.get(item.id);
    if (use?.isFavorite === true) favorites += 1;
    if (use !== undefined && use.lastUsedAt !== null) recents += 1;
  }
  return {
    libraries: [...libraries.values()].sort(
      (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.name.localeCompare(b.name),
    ),
    categories: byFrequency(categories),
    languages: byFrequency(languages),
    channels: byFrequency(channels),
    favorites,
    recents,
  };
}

const countOne = (counts: Map<string, number>, value: string): void =>
  void counts.set(value, (counts.get(value) ?? 0) + 1);

const byFrequency = (counts: ReadonlyMap<string, number>): readonly FacetValue[] =>
  [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));

import {
  foldText,
  Language,
  largestDocument,
  MAX_RESPONSE_BYTES,
  ResponseContent,
  Shortcut,
  withoutSlash,
  type ResponseVariant,
} from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';

/** A response as a form holds it: nothing is refused while it is being typed. */
export interface Draft {
  readonly title: string;
  /** With or without its slash; empty for none. */
  readonly shortcut: string;
  readonly category: string;
  /** Separated by commas. */
  readonly tags: string;
  /** Empty = all. */
  readonly channels: readonly string[];
  readonly variants: readonly ResponseVariant[];
}

/** The parts of a response that a person decides about one by one. */
export type DraftField = keyof Draft;

export const emptyDraft = (language: string): Draft => ({
  title: '',
  shortcut: '',
  category: '',
  tags: '',
  channels: [],
  variants: [{ language, channel: null, body: '' }],
});

export const draftOf = (content: ResponseContent): Draft => ({
  title: content.title,
  shortcut: content.shortcut ?? '',
  category: content.category ?? '',
  tags: content.tags.join(', '),
  channels: [...content.channels].sort(),
  variants: content.variants,
});

/** What the backend is asked to keep. */
export const contentOf = (draft: Draft): ResponseContent => ({
  title: draft.title.trim(),
  shortcut: withoutSlash(draft.shortcut) || null,
  category: draft.category.trim() || null,
  tags: tagsOf(draft.tags),
  channels: [...draft.channels],
  variants: draft.variants.map(({ language, channel, body }) => ({ language, channel, body })),
});

function tagsOf(text: string): string[] {
  const tags = text.split(/[,;\n]/).map((tag) => tag.trim());
  return [...new Map(tags.filter((tag) => tag !== '').map((tag) => [foldText(tag, 'title key'), tag])).values()];
}

export const isSameDraft = (a: Draft, b: Draft): boolean =>
  JSON.stringify(contentOf(a)) === JSON.stringify(contentOf(b));

/** Why a draft cannot be saved, by field. The backend checks again. */
export type DraftProblem =
  | { readonly field: 'title' | 'shortcut' | 'category' | 'tags' | 'channels' }
  /** The text in a language has nothing in it. */
  | { readonly field: 'variants'; readonly variant: ResponseVariant }
  | { readonly field: 'size'; readonly bytes: number };

export function draftProblems(draft: Draft): readonly DraftProblem[] {
  const content = contentOf(draft);
  const { title, category, tags, channels } = ResponseContent.entries;
  const problems: DraftProblem[] = [];
  if (!v.is(title, content.title)) problems.push({ field: 'title' });
  if (content.shortcut !== null && !v.is(Shortcut, content.shortcut)) problems.push({ field: 'shortcut' });
  if (!v.is(category, content.category)) problems.push({ field: 'category' });
  if (!v.is(tags, content.tags)) problems.push({ field: 'tags' });
  if (!v.is(channels, content.channels)) problems.push({ field: 'channels' });
  for (const variant of content.variants) if (variant.body === '') problems.push({ field: 'variants', variant });
  const bytes = documentBytes(content);
  if (bytes > MAX_RESPONSE_BYTES) problems.push({ field: 'size', bytes });
  return problems;
}

/** Bytes that the response takes in Sync, at most: what the backend measures too. */
export const documentBytes = (content: ResponseContent): number => utf8Length(JSON.stringify(largestDocument(content)));

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Names a text among those of a response. */
export const variantKey = ({ language, channel }: Pick<ResponseVariant, 'language' | 'channel'>): string =>
  `${language.toLowerCase()} ${channel ?? ''}`;

/** Languages in the order of the texts, each once. */
export const languagesOf = (variants: readonly ResponseVariant[]): readonly string[] => [
  ...new Map(variants.map(({ language }) => [language.toLowerCase(), language])).values(),
];

/**
 * A language as it is written in a tag: `PT-br` is `pt-BR`. Null for what is none.
 */
export function languageTag(text: string): string | null {
  const tag = text.trim();
  if (!v.is(Language, tag)) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

/** The same texts with one more, after the others of its language; as they are when it is there already. */
export function withVariant(variants: readonly ResponseVariant[], added: ResponseVariant): readonly ResponseVariant[] {
  const key = variantKey(added);
  if (variants.some((variant) => variantKey(variant) === key)) return variants;
  const last = variants.reduce((found, variant, index) => (isLanguage(variant, added.language) ? index : found), -1);
  return last === -1 ? [...variants, added] : [...variants.slice(0, last + 1), added, ...variants.slice(last + 1)];
}

export const isLanguage = (variant: Pick<ResponseVariant, 'language'>, language: string): boolean =>
  variant.language.toLowerCase() === language.toLowerCase();

export const withBody = (variants: readonly ResponseVariant[], key: string, body: string): readonly ResponseVariant[] =>
  variants.map((variant) => (variantKey(variant) === key ? { ...variant, body } : variant));

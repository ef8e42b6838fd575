import { foldText, largestDocument, MAX_RESPONSE_BYTES, type ResponseContent } from '@flex-sync-suite/shared/contract';

/** What is wrong with a content that its schema allows. */
export interface ContentProblem {
  readonly code: 'duplicate_variant' | 'document_too_large';
  readonly field: string;
  readonly message: string;
}

/** The same content as it is stored: without tags and channels that repeat another one. */
export function normalizeContent(content: ResponseContent): ResponseContent {
  return {
    title: content.title,
    shortcut: content.shortcut,
    category: content.category,
    tags: uniqueBy(content.tags, titleKey),
    channels: uniqueBy(content.channels, (channel) => channel),
    variants: content.variants.map(({ language, channel, body }) => ({ language, channel, body })),
  };
}

function uniqueBy(texts: readonly string[], key: (text: string) => string): string[] {
  const first = new Map<string, string>();
  for (const text of texts) if (!first.has(key(text))) first.set(key(text), text);
  return [...first.values()];
}

/** What two shortcuts are compared by: as titles, because people do not think of case when they type one. */
export const shortcutKey = (shortcut: string | null): string | null => (shortcut === null ? null : titleKey(shortcut));

/** What two titles are compared by, and responses ordered. */
export const titleKey = (title: string): string => foldText(title, 'title key');

/** All text of a response, for a search. */
export function searchText({ title, shortcut, category, tags, variants }: ResponseContent): string {
  const texts = [title, shortcut ?? '', category ?? '', ...tags, ...variants.map(({ body }) => body)];
  return texts.map((text) => foldText(text, 'search')).join('\n');
}

/** The rules that no schema can say: one variant for a language and channel, and room in a Sync Document. */
export function contentProblem(content: ResponseContent): ContentProblem | null {
  const seen = new Set<string>();
  for (const { language, channel } of content.variants) {
    const key = `${language.toLowerCase()} ${channel ?? ''}`;
    if (seen.has(key)) {
      const place = channel ?? 'every channel';
      const message = `There are two texts in ${language} for ${place}: keep one of them.`;
      return { code: 'duplicate_variant', field: 'variants', message };
    }
    seen.add(key);
  }
  const bytes = documentBytes(content);
  if (bytes <= MAX_RESPONSE_BYTES) return null;
  const size = `${grouped(bytes)} bytes of the ${grouped(MAX_RESPONSE_BYTES)} that Sync takes`;
  return { code: 'document_too_large', field: 'variants', message: `The response takes ${size}: make it shorter.` };
}

const grouped = (n: number): string => n.toLocaleString('en-US');

/** Size of the response's Document at its largest, in UTF-8. */
export const documentBytes = (content: ResponseContent): number =>
  Buffer.byteLength(JSON.stringify(largestDocument(content)));

/** Whether two contents say the same. */
export const isSameContent = (a: ResponseContent, b: ResponseContent): boolean =>
  JSON.stringify(normalizeContent(a)) === JSON.stringify(normalizeContent(b));

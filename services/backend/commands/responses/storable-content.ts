import type { ResponseContent } from '@flex-sync-suite/shared/contract';
import { normalizeContent } from '../../domain/responses/response-content';
import type { ImportedContent } from '../../domain/responses/response-import';
import { storableText } from '../../base/storable-text';

/** The content as it is stored: text that the database can hold, nothing twice. */
export const storableContent = (content: ResponseContent): ResponseContent => normalizeContent(storableTexts(content));

/** The same content in text that the database can hold. */
export function storableTexts<Content extends ImportedContent>(content: Content): Content {
  const { title, category, tags, variants } = content;
  return {
    ...content,
    title: storableText(title),
    ...(typeof category === 'string' ? { category: storableText(category) } : {}),
    ...(tags === undefined ? {} : { tags: tags.map(storableText) }),
    variants: variants.map((variant) => ({ ...variant, body: storableText(variant.body) })),
  };
}

import type { ResponseContent } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { normalizeContent } from '../../domain/responses/response-content';
import type { ImportedContent } from '../../domain/responses/response-import';
import { storableText } from '../../base/storable-text';
import { HttpProblem } from '../../http/problem';

/**
 * Checks a query or a body.
 * @throws HttpProblem 400 with the names of the wrong fields, never their values
 */
export function parsed<const Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  what: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const names = result.issues.map((issue) => v.getDotPath(issue) ?? what);
  throw new HttpProblem(400, 'invalid_request', `The ${what} is not valid: ${[...new Set(names)].join(', ')}.`);
}

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

import { ResponseId } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { storableText } from '../ingest/storable-text';
import type { ResponsePosition } from '../store/response-search';
import { HttpProblem } from './problem';

const Cursor = v.pipe(
  v.string(),
  v.check((text) => text.length < 4_096),
  v.transform((text) => Buffer.from(text, 'base64url').toString()),
  v.parseJson(),
  v.tuple([v.string(), ResponseId]),
);

/** Where a page ended, as text for the caller to hand back. */
export const encodeResponseCursor = ({ titleKey, id }: ResponsePosition): string =>
  Buffer.from(JSON.stringify([titleKey, id])).toString('base64url');

/** @throws HttpProblem 400 for a text that no page ended with */
export function decodeResponseCursor(text: string | undefined): ResponsePosition | undefined {
  if (text === undefined) return undefined;
  const result = v.safeParse(Cursor, text);
  if (!result.success) throw new HttpProblem(400, 'invalid_request', 'The query is not valid: after.');
  const [titleKey, id] = result.output;
  return { titleKey: storableText(titleKey), id };
}

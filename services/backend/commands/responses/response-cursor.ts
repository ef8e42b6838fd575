import { ResponseId, type ResponseSort } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { storableText } from '../../base/storable-text';
import { isOfOrder, type ResponsePosition } from '../../store/responses/response-order';
import { Refusal } from '../../base/refusal';

const Cursor = v.pipe(
  v.string(),
  v.check((text) => text.length < 4_096),
  v.transform((text) => Buffer.from(text, 'base64url').toString()),
  v.parseJson(),
  v.union([
    v.strictTuple([v.string(), ResponseId]),
    v.strictTuple([v.string(), ResponseId, v.nullable(v.union([v.string(), v.pipe(v.number(), v.finite())]))]),
  ]),
);

/** Where a page ended, as text for the caller to hand back. */
export const encodeResponseCursor = ({ key, titleKey, id }: ResponsePosition): string =>
  Buffer.from(JSON.stringify([titleKey, id, ...(key === undefined ? [] : [key])])).toString('base64url');

/** @throws Refusal `invalid` for a text that no page in this order ended with */
export function decodeResponseCursor(
  text: string | undefined,
  sort: ResponseSort | undefined,
): ResponsePosition | undefined {
  if (text === undefined) return undefined;
  const result = v.safeParse(Cursor, text);
  const position = result.success ? positionOf(result.output) : null;
  if (position === null || !isOfOrder(position, sort)) {
    throw new Refusal('invalid', 'invalid_request', 'The query is not valid: after.');
  }
  return position;
}

function positionOf([titleKey, id, key]: v.InferOutput<typeof Cursor>): ResponsePosition {
  const position = { titleKey: storableText(titleKey), id };
  if (key === undefined) return position;
  return { ...position, key: typeof key === 'string' ? storableText(key) : key };
}

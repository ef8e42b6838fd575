import * as v from 'valibot';
import type { AlertPosition } from '../../store/alerts/alert-rows';

const Cursor = v.pipe(
  v.string(),
  v.regex(/^\d{1,15}\.[0-9a-f-]{36}$/),
  v.transform((text) => text.split('.') as [string, string]),
);

/** Where a page ended, as text for the caller to hand back. */
export const encodeAlertCursor = ({ raisedAtMs, id }: AlertPosition): string =>
  Buffer.from(`${raisedAtMs}.${id}`).toString('base64url');

/** @returns null for a text that no page ended with; `after` is undefined for the first page */
export function decodeAlertCursor(text: string | undefined): { readonly after: AlertPosition | undefined } | null {
  if (text === undefined) return { after: undefined };
  const parsed = v.safeParse(Cursor, Buffer.from(text, 'base64url').toString());
  if (!parsed.success) return null;
  const [raisedAt, id] = parsed.output;
  return { after: { raisedAtMs: Number(raisedAt), id } };
}

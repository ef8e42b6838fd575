import { ReservationSid } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import type { CallPosition } from '../../store/calls/recent-calls-read';

const Cursor = v.pipe(
  v.string(),
  v.regex(/^\d{1,15}\.WR[0-9a-f]{32}$/),
  v.transform((text) => text.split('.') as [string, string]),
);

/** Where a page ended, as text for the caller to hand back. */
export const encodeCursor = ({ createdAtMs, sid }: CallPosition): string =>
  Buffer.from(`${createdAtMs}.${sid}`).toString('base64url');

/** @returns null for a text that no page ended with; `after` is undefined for the first page */
export function decodeCursor(text: string | undefined): { readonly after: CallPosition | undefined } | null {
  if (text === undefined) return { after: undefined };
  const parsed = v.safeParse(Cursor, Buffer.from(text, 'base64url').toString());
  if (!parsed.success) return null;
  const [createdAt, sid] = parsed.output;
  return { after: { createdAtMs: Number(createdAt), sid: v.parse(ReservationSid, sid) } };
}

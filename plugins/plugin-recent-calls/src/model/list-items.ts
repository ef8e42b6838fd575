import type { RecentCall, ReservationSid } from '@flex-sync-suite/shared/contract';
import type { Formatters } from './formatters';
import { partyKey } from './party';

/** One call of the list; when calls are grouped, the newest of its party. */
export interface CallEntry {
  readonly call: RecentCall;
  /** Calls that this row stands for, itself included. */
  readonly count: number;
}

export type ListItem =
  | { readonly type: 'day'; readonly key: string; readonly label: string }
  | { readonly type: 'call'; readonly key: ReservationSid; readonly entry: CallEntry };

export const ROW_HEIGHT_PX = 48;
export const DAY_HEIGHT_PX = 32;

/** One row a party with the number of its calls, or one row a call. Calls without a known party stand alone. */
export function groupCalls(calls: readonly RecentCall[], isGrouped: boolean): readonly CallEntry[] {
  if (!isGrouped) return calls.map((call) => ({ call, count: 1 }));
  const groups = new Map<string, { readonly call: RecentCall; count: number }>();
  for (const call of calls) {
    const key = partyKey(call.party) ?? call.reservationSid;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { call, count: 1 });
    else group.count += 1;
  }
  return [...groups.values()];
}

/** Puts a separator before the first call of each local day. */
export function listItems(
  entries: readonly CallEntry[],
  now: number,
  format: Pick<Formatters, 'dayKey' | 'dayLabel'>,
): readonly ListItem[] {
  const items: ListItem[] = [];
  let day: string | undefined;
  for (const entry of entries) {
    const at = Date.parse(entry.call.createdAt);
    const callDay = format.dayKey(at);
    if (callDay !== day) items.push({ type: 'day', key: callDay, label: format.dayLabel(at, now) });
    day = callDay;
    items.push({ type: 'call', key: entry.call.reservationSid, entry });
  }
  return items;
}

/** Where each item begins, in pixels from the top; the last number is the height of all. */
export function itemOffsets(items: readonly ListItem[]): readonly number[] {
  const offsets = [0];
  let bottom = 0;
  for (const item of items) {
    bottom += itemHeight(item);
    offsets.push(bottom);
  }
  return offsets;
}

export const itemHeight = ({ type }: ListItem): number => (type === 'day' ? DAY_HEIGHT_PX : ROW_HEIGHT_PX);

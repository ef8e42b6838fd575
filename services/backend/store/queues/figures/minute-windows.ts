import type { FiguresWindow } from '@flex-sync-suite/shared/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Minute } from '../../../domain/queues/contributions';

/** A window in whole minutes; both ends belong to it. */
export interface MinuteWindow {
  readonly window: FiguresWindow;
  readonly from: Minute;
  readonly to: Minute;
}

/** Windows as statements need them. */
export interface MinuteWindows {
  /** Where the earliest begins, in UTC milliseconds. */
  readonly fromMs: number;
  /** A row `w` ("window", "from", "to") for each. */
  readonly rows: RawBuilder<unknown>;
}

export const minuteWindows = (windows: readonly MinuteWindow[]): MinuteWindows => ({
  fromMs: Math.min(...windows.map(({ from }) => from)) * 60_000,
  rows: sql`json_to_recordset(${JSON.stringify(windows)}::json) AS w ("window" text, "from" bigint, "to" bigint)`,
});

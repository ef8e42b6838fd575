import type { SummaryWindow } from '@flex-sync-suite/shared/contract';
import { startOfReportingDay } from '../../queues/reporting-day';
import { quarterStartOf } from '../contribution';

const MINUTE_MS = 60_000;

/**
 * When the windows of live figures began (UTC milliseconds). They are made of whole quarter hours, as the sums are, so that
 * the same range asked of the store has the same figures; none is shorter than it is called.
 *
 * @param zone IANA name of the reporting time zone
 */
export const liveWindows = (atMs: number, zone: string): Readonly<Record<SummaryWindow, number>> => ({
  now: quarterStartOf(atMs - 15 * MINUTE_MS),
  hour: quarterStartOf(atMs - 60 * MINUTE_MS),
  today: startOfReportingDay(atMs, zone),
});

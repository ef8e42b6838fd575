import type { RecentCall, ReservationSid } from '@flex-sync-suite/shared/contract';

/** @param sid null for none */
export const findCall = (calls: readonly RecentCall[], sid: ReservationSid | null): RecentCall | undefined =>
  sid === null ? undefined : calls.find(({ reservationSid }) => reservationSid === sid);

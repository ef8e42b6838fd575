import type { ReservationSid } from '@flex-sync-suite/shared/contract';

/** A row to lock for each party that was ever in contact. */
export interface ContactPartyTable {
  party: string;
}

/** What an agent wrote about a call. */
export interface CallNoteTable {
  reservation_sid: ReservationSid;
  note: string | null;
  disposition: string | null;
  is_disposition_chosen: boolean;
  /** Number of edits. */
  revision: number;
  updated_at: number;
  updated_by: string;
}

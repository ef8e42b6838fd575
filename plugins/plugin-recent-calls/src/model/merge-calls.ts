import type { RecentCall, ReservationSid } from '@flex-sync-suite/shared/contract';

/**
 * All calls that the page knows, newest first, each once. The live row wins, but takes from the backend's answers what
 * Sync does not have: texts that were shortened to fit, and an edit that is on its way.
 *
 * @param live rows of the Sync Map
 * @param others rows from the backend: older pages, whole rows, and answers to edits
 */
export function mergeCalls(live: Iterable<RecentCall>, others: Iterable<RecentCall>): readonly RecentCall[] {
  const calls = new Map<ReservationSid, RecentCall>();
  for (const call of live) calls.set(call.reservationSid, call);
  for (const call of others) {
    const known = calls.get(call.reservationSid);
    calls.set(call.reservationSid, known === undefined ? call : completed(known, call));
  }
  return [...calls.values()].sort(newestFirst);
}

function completed(live: RecentCall, other: RecentCall): RecentCall {
  const isNewer = other.notesRevision > live.notesRevision;
  const isOlder = other.notesRevision < live.notesRevision;
  if (!isNewer && live.cut.length === 0) return live;
  const takesFromOther = (field: RecentCall['cut'][number]): boolean => {
    const isNotes = field === 'note' || field === 'disposition';
    if (isNotes && (isNewer || isOlder)) return isNewer;
    return live.cut.includes(field) && !other.cut.includes(field);
  };
  const fieldOf = (field: RecentCall['cut'][number]): RecentCall => (takesFromOther(field) ? other : live);
  return {
    ...live,
    party: { ...live.party, name: fieldOf('name').party.name, address: fieldOf('address').party.address },
    queueName: fieldOf('queueName').queueName,
    transfer: fieldOf('transfer').transfer,
    ...(live.answeredBy === undefined ? {} : { answeredBy: fieldOf('transfer').answeredBy ?? live.answeredBy }),
    note: fieldOf('note').note,
    disposition: fieldOf('disposition').disposition,
    notesRevision: Math.max(live.notesRevision, other.notesRevision),
    cut: CUTTABLE.filter((field) => fieldOf(field).cut.includes(field)),
  };
}

const CUTTABLE: readonly RecentCall['cut'][number][] = [
  'name',
  'queueName',
  'note',
  'disposition',
  'address',
  'transfer',
];

/** By the instant, never by its text; calls of the same instant by SID, so that the order never flickers. */
function newestFirst(a: RecentCall, b: RecentCall): number {
  const difference = Date.parse(b.createdAt) - Date.parse(a.createdAt);
  if (difference !== 0) return difference;
  if (a.reservationSid === b.reservationSid) return 0;
  return a.reservationSid < b.reservationSid ? 1 : -1;
}

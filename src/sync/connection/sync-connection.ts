/**
 * Connection of one scope, for people. What the application should do:
 *
 * - `connecting`: nothing; never connected yet
 * - `connected`: nothing
 * - `reconnecting`: nothing; a short break that data survives
 * - `lost`: show a banner; not connected for `lostAfterMs` or longer, and still trying
 * - `denied`: say so; the host or Twilio refuses a token for this person; tried again slowly
 * - `failed`: ask for a reload; the SDK has given up for good
 */
export type SyncConnection =
  | { readonly status: 'connecting' }
  | { readonly status: 'connected' }
  | { readonly status: 'reconnecting'; readonly since: number }
  | ({
      readonly status: 'lost';
      readonly since: number;
      readonly reason: string | null;
      /** `no-token`: the host gives none, so that the network is not to blame. Absent for everything else. */
      readonly cause?: 'no-token';
    } & OperatorCode)
  | ({ readonly status: 'denied' | 'failed'; readonly reason: string } & OperatorCode);

/** `reason` is what the SDK or the host said: for logs, not for people, whom it was not written for. */
interface OperatorCode {
  /** For whoever operates it, see `operatorCode`; absent when nobody gave one. */
  readonly code?: string;
}

/** Before anything was opened. */
export const CONNECTING: SyncConnection = Object.freeze({ status: 'connecting' });

/** Most urgent for a person first. */
const URGENCY: readonly SyncConnection['status'][] = [
  'failed',
  'denied',
  'lost',
  'reconnecting',
  'connecting',
  'connected',
];

/** The connection that a person must hear about first; {@link CONNECTING} when there is none. */
export function mostUrgent(connections: readonly SyncConnection[]): SyncConnection {
  return connections.reduce(
    (worst, next) => (URGENCY.indexOf(next.status) < URGENCY.indexOf(worst.status) ? next : worst),
    connections[0] ?? CONNECTING,
  );
}

import * as v from 'valibot';
import { defineSyncDocument } from './define-sync';
import { outboxKey } from './object-names';
import { Count, Instant } from './payload';

/** Milliseconds between two heartbeats; a reader calls the source dead after three were missed. */
export const HEARTBEAT_INTERVAL_MS = 10_000;

/** Payload of the Document `backend-heartbeat`. It alone decides whether the source of the figures is alive. */
export const BackendHeartbeat = v.object({
  schema: v.literal(1),
  v: Count,
  /** Instant of the newest event stored by the backend; null before the first. */
  asOf: v.nullable(Instant),
  /** When the backend last proved that it lives. */
  at: Instant,
  /** IANA name of the zone whose midnight begins "today". Backends before 0.2 leave it out. */
  timeZone: v.optional(v.string()),
  /** The latest comparison of the figures with TaskRouter; null before the first. Backends before 0.2 leave it out. */
  check: v.optional(
    v.nullable(
      v.object({
        at: Instant,
        /** The latest comparison that put something right, and how many tasks, workers and queues; null while none did. */
        repair: v.nullable(v.object({ at: Instant, count: Count })),
      }),
    ),
  ),
});
export type BackendHeartbeat = v.InferOutput<typeof BackendHeartbeat>;

/** The backend's sign of life. Written every 10 s, read by every profile and every worker. */
export const backendHeartbeatDocument = defineSyncDocument(outboxKey({ kind: 'heartbeat' }), BackendHeartbeat);

/** The same for an agent's own identity, which may read it too: one connection is enough for an agent. */
export const personalHeartbeatDocument = defineSyncDocument(backendHeartbeatDocument.uniqueName, BackendHeartbeat, {
  scope: 'personal',
});

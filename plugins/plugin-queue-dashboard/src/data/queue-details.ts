import { type ActivitySid, QueueDetail, queueDetailPath, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import type { BackendClient } from '@flex-sync-suite/shared/flex';

/** What the backend tells about one queue beyond its Document. */
export interface QueueDetails {
  /** Rejects with a `BackendError`. */
  readonly load: (sid: TaskQueueSid, signal: AbortSignal) => Promise<QueueDetail>;
  /** The activity that Flex signs agents out into; undefined where the workspace has none. */
  readonly offlineActivitySid: ActivitySid | undefined;
}

export const createQueueDetails = (
  client: BackendClient,
  offlineActivitySid: ActivitySid | undefined,
): QueueDetails => ({
  load: (sid, signal) => client.request({ path: queueDetailPath(sid), signal, schema: QueueDetail }),
  offlineActivitySid,
});

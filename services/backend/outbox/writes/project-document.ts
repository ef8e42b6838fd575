import { permissionsAfterCreation } from '../../store/outbox/sync-keys';
import type { ClaimedObject } from '../../store/outbox/sync-objects';
import { createEviction } from './evict';
import { bytesOf, writeIntervalMs } from '../pace';
import { deleted, type Projected, type ProjectionContext } from '../projection';
import { putEntry, type KnownEntry } from './put-entry';

export interface DocumentProjection {
  readonly payload: (v: number) => object;
  readonly ttlSeconds: number;
  /** Writes even if nothing changed. */
  readonly always?: boolean;
  /** Size above which the payload counts as oversized; defaults to the size up to which Sync writes at full rate. */
  readonly budgetBytes?: number;
}

/** Brings one Document up to date. */
export async function projectDocument(
  context: ProjectionContext,
  object: ClaimedObject,
  { payload, ttlSeconds, always = false, budgetBytes = context.budgetBytes }: DocumentProjection,
): Promise<Projected> {
  const { sync, clock, metrics } = context;
  // One that was never recorded is not looked for first, which would double the requests of an import: should it be in
  // Sync all the same (the answer was lost, the database emptied), its creation is refused, and then it is looked at.
  const isTrusted = object.revision === null || context.isVerified(object.key);
  const outcome = await putEntry(sync, {
    target: { kind: 'document', name: object.key, sid: object.sid },
    evict: createEviction(context, object.key).entry,
    known: isTrusted ? recorded(object) : undefined,
    payload,
    minimumV: Math.max(object.version, (object.payloadV ?? 0) + 1),
    ttlSeconds,
    now: clock.now(),
    always,
  });
  const bytes = bytesOf(payload(outcome.v));
  if (bytes > budgetBytes) metrics.syncOversized.inc();
  return {
    sid: outcome.id,
    revision: outcome.revision,
    payloadHash: outcome.hash,
    payloadV: outcome.v,
    expiresAt: outcome.expiresAt,
    wrote: outcome.action !== 'unchanged',
    vanished: outcome.vanished,
    isComplete: true,
    pauseMs: outcome.action === 'unchanged' ? 0 : writeIntervalMs(bytes),
    // Also when an earlier attempt created it, and the answer was lost.
    followers: outcome.id === object.sid ? [] : [permissionsAfterCreation(object.key)],
  };
}

/** Deletes a Document whose subject is gone. */
export async function removeDocument(context: ProjectionContext, object: ClaimedObject): Promise<Projected> {
  const { sync } = context;
  const target = { kind: 'document', name: object.key, sid: object.sid } as const;
  if (object.sid !== null) await sync.remove(target);
  else {
    // One that was never recorded may be there all the same, when the answer to its creation was lost.
    const found = await sync.get(target);
    const there = { ...target, sid: found?.id ?? null };
    if (found?.stranger === null) await sync.remove(there);
    else if (found !== null) await createEviction(context, object.key).entry(there, found.stranger);
  }
  return deleted(object);
}

/** What is recorded of the Document: null when it is not in Sync, undefined when that does not say enough. */
function recorded({ sid, revision, payloadHash, payloadV, expiresAt }: ClaimedObject): KnownEntry | null | undefined {
  if (revision === null) return null;
  return sid === null ? undefined : { id: sid, revision, hash: payloadHash, v: payloadV ?? 0, expiresAt };
}

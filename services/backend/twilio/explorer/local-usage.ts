import { SyncServiceSid } from '@flex-sync-suite/shared/contract';
import { request } from 'undici';
import * as v from 'valibot';
import type { ObjectUse } from '../../domain/explorer/sync-rates';

const Recent = v.object({
  reads: v.number(),
  writes: v.number(),
  rejectedWrites: v.number(),
  largestBytes: v.nullable(v.number()),
});
const Usage = v.object({
  objects: v.array(
    v.object({
      serviceSid: SyncServiceSid,
      sid: v.string(),
      uniqueName: v.nullable(v.string()),
      type: v.picklist(['document', 'map', 'list', 'stream']),
      last10s: Recent,
      last5min: Recent,
    }),
  ),
});

/** Nobody waits longer for figures that only a Local Twilio has. */
const LIMIT_MS = 1_000;

/**
 * What the control plane of a Local Twilio counts of every object, whoever uses it. Null where there is none: at Twilio itself,
 * behind a proxy to it, and while it does not answer.
 * @param baseUrl where Twilio's requests go instead of to Twilio
 */
export function localUsage(baseUrl: string | undefined): () => Promise<readonly ObjectUse[] | null> {
  if (baseUrl === undefined) return () => Promise.resolve(null);
  const url = `${new URL(baseUrl).origin}/emulator/usage?recent=true`;
  return async () => {
    try {
      const limits = { headersTimeout: LIMIT_MS, bodyTimeout: LIMIT_MS, signal: AbortSignal.timeout(LIMIT_MS) };
      // Kept by nobody, the connection is open for no longer than its answer.
      const { statusCode, body } = await request(url, { ...limits, reset: true });
      const text = await body.text();
      if (statusCode !== 200) return null;
      return v.parse(Usage, JSON.parse(text)).objects.map(useOf);
    } catch {
      return null;
    }
  };
}

const useOf = ({ last10s, last5min, type, ...object }: v.InferOutput<typeof Usage>['objects'][number]): ObjectUse => ({
  ...object,
  kind: type,
  writesIn10s: last10s.writes,
  writesIn5min: last5min.writes,
  readsIn10s: last10s.reads,
  bytes: last10s.largestBytes ?? last5min.largestBytes,
  throttledIn10s: last10s.rejectedWrites,
  throttledIn5min: last5min.rejectedWrites,
  countedBy: 'local-twilio',
});

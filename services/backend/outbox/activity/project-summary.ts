import {
  MAX_CHECKOUT_STEPS,
  SUMMARY_ROWS,
  type ActivitySummary,
  type SummaryWindow,
} from '@flex-sync-suite/shared/contract';
import { fittedSummary, SUMMARY_BYTES } from '../../domain/activity/live/fitted-summary';
import { liveWindows } from '../../domain/activity/live/live-windows';
import { readFunnel, readSearched, readSold, readVisited } from '../../store/activity/answers';
import type { ClaimedObject } from '../../store/outbox/sync-objects';
import type { Projected, ProjectionContext } from '../projection';
import { BOARD_TTL_SECONDS } from '../writes/lifetime';
import { projectDocument } from '../writes/project-document';

const GAP_MS = 2_000;
/** The sums of a busy day are many: to read them takes a tenth of the time at most. */
const READING_SHARE = 0.1;

/** The Document that sums up what all customers did in a window. */
export async function projectSummary(
  context: ProjectionContext,
  object: ClaimedObject,
  window: SummaryWindow,
): Promise<Projected> {
  const beganAt = context.clock.now();
  const summary = await readSummary(context, window, beganAt);
  const readMs = context.clock.now() - beganAt;
  const payload = (v: number): ActivitySummary => ({ ...summary, v });
  const projected = await projectDocument(context, object, {
    payload,
    ttlSeconds: BOARD_TTL_SECONDS,
    budgetBytes: SUMMARY_BYTES,
  });
  return { ...projected, pauseMs: Math.max(GAP_MS, readMs / READING_SHARE) };
}

async function readSummary(
  { database, zone, reads }: ProjectionContext,
  window: SummaryWindow,
  atMs: number,
): Promise<ActivitySummary> {
  const db = database.kysely;
  const fromMs = liveWindows(atMs, zone)[window];
  // An event may be dated ahead of our clock.
  const range = { fromMs, toMs: Number.MAX_SAFE_INTEGER, shopId: null };
  const page = { limit: SUMMARY_ROWS, offset: 0 };
  const keys = await reads.opaqueKeys();
  const searched = await readSearched(db, range, { ...page, isWithoutResult: false });
  const withoutResult = await readSearched(db, range, { ...page, isWithoutResult: true });
  const sold = await readSold(db, range, { ...page, category: null });
  const visited = await readVisited(db, range, page);
  const funnel = await readFunnel(db, range, atMs);
  const at = new Date(atMs).toISOString();
  return fittedSummary({
    ...{ schema: 1, v: 0, asOf: at, at, window, since: new Date(fromMs).toISOString(), timeZone: zone },
    searched: searched.map(({ key, searches }) => ({ query: key, searches })),
    withoutResult: withoutResult.map(({ key, withoutResult: searches }) => ({ query: key, searches })),
    sold: sold.map(({ shopId, productId, name, units, revenue }) => ({
      ...{ product: keys.ofProduct(shopId, productId), name: name ?? productId, units, revenue },
    })),
    visited: visited.map(({ shopId, path, visits, visitors }) => ({
      ...{ page: keys.ofPage(shopId, path), path, visits, visitors },
    })),
    funnel: { ...funnel, steps: funnel.steps.filter(({ step }) => step <= MAX_CHECKOUT_STEPS) },
  });
}

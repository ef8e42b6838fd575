import type { PageDocument, PageKey } from '@flex-sync-suite/shared/contract';
import type { ClaimedObject } from '../../store/outbox/sync-objects';
import type { Projected, ProjectionContext } from '../projection';
import { projectDocument } from '../writes/project-document';
import { BOARD_TTL_SECONDS } from '../writes/lifetime';
import { withoutDocument } from './not-shown';

/** Of thousands of pages nobody watches one by the second. */
const GAP_MS = 2_000;

/** The Document of a page that customers visit, while it is among the busiest. */
export async function projectPage(
  context: ProjectionContext,
  object: ClaimedObject,
  pageKey: PageKey,
): Promise<Projected> {
  const page = await context.reads.page(pageKey);
  if (page === null) return withoutDocument(context, object);
  const { path, title, lastAtMs, views, visitors, nowOn, meanDwellMs } = page;
  const lastVisitAt = new Date(lastAtMs).toISOString();
  const payload = (v: number): PageDocument => ({
    ...{ schema: 1, v, asOf: lastVisitAt },
    ...{ path, title, views, visitors, nowOn, meanDwellMs, lastVisitAt },
  });
  const projected = await projectDocument(context, object, { payload, ttlSeconds: BOARD_TTL_SECONDS });
  return { ...projected, pauseMs: GAP_MS };
}

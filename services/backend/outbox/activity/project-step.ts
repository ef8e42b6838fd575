import type { StepDocument } from '@flex-sync-suite/shared/contract';
import { fittedStep } from '../../domain/activity/live/fitted-step';
import type { ClaimedObject } from '../../store/outbox/sync-objects';
import type { Projected, ProjectionContext } from '../projection';
import { BOARD_TTL_SECONDS } from '../writes/lifetime';
import { projectDocument } from '../writes/project-document';
import { withoutDocument } from './not-shown';

/** The Document of a step of the checkout. */
export async function projectStep(context: ProjectionContext, object: ClaimedObject, step: number): Promise<Projected> {
  const figures = await context.reads.checkoutStep(step);
  if (figures === null) return withoutDocument(context, object);
  const keys = await context.reads.opaqueKeys();
  const { name, entered, completed, stopped, nowOn, stalled } = figures;
  const completedBy = figures.completedBy.map(({ owner, atMs }) => ({
    customer: keys.ofCustomer(owner),
    at: new Date(atMs).toISOString(),
  }));
  const asOf = new Date(context.clock.now()).toISOString();
  const document = fittedStep({
    ...{ schema: 1, v: 0, asOf, step, name },
    ...{ entered, completed, stopped, nowOn, stalled, completedBy },
  });
  const payload = (v: number): StepDocument => ({ ...document, v });
  return projectDocument(context, object, { payload, ttlSeconds: BOARD_TTL_SECONDS });
}

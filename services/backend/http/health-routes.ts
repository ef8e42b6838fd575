import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../base/metrics';
import { Refusal } from '../base/refusal';
import { sendRefusal } from './problem';

/** Why the backend should get no traffic now, in words; an empty list means that it is ready. */
export type ReadinessCheck = () => Promise<readonly string[]>;

/** `/livez`: the process runs. `/readyz`: it does its work. `/metrics`: how well, for Prometheus. */
export function healthRoutes(server: FastifyInstance, readiness: ReadinessCheck, metrics: Metrics): void {
  /** What the last probe was told. */
  let isReady: boolean | null = null;

  /** A probe comes every few seconds: only a change is worth a line. */
  function tellChange(reasons: readonly string[]): void {
    const wasReady = isReady;
    isReady = reasons.length === 0;
    if (isReady === wasReady) return;
    if (!isReady) server.log.warn({ reasons }, 'not ready');
    else if (wasReady === false) server.log.info('ready again');
  }

  server.get('/livez', () => ({ status: 'alive' }));
  server.get('/readyz', async (request, reply) => {
    const reasons = await readiness();
    tellChange(reasons);
    if (reasons.length === 0) return { status: 'ready' };
    return sendRefusal(
      new Refusal('unavailable', 'not_ready', `Not ready: ${reasons.join('; ')}.`, { retryAfterSeconds: 1 }),
      request,
      reply,
    );
  });
  server.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}

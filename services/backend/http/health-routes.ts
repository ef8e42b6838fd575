import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../metrics';
import { HttpProblem } from './problem';

/** Why the backend should get no traffic now, in words; an empty list means that it is ready. */
export type ReadinessCheck = () => Promise<readonly string[]>;

/** `/livez`: the process runs. `/readyz`: it does its work. `/metrics`: how well, for Prometheus. */
export function healthRoutes(server: FastifyInstance, readiness: ReadinessCheck, metrics: Metrics): void {
  server.get('/livez', () => ({ status: 'alive' }));
  server.get('/readyz', async () => {
    const reasons = await readiness();
    if (reasons.length > 0) throw new HttpProblem(503, 'not_ready', `Not ready: ${reasons.join('; ')}.`, 1);
    return { status: 'ready' };
  });
  server.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}

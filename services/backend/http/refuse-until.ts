import type { FastifyInstance } from 'fastify';
import { Refusal } from '../base/refusal';

/** Answer for themselves, whatever the state of the process. */
const HEALTH = new Set(['/livez', '/readyz', '/metrics']);

/** Everything but the health routes is answered with 503 until there is something to work with. To be called before any route is made. */
export function refuseUntil(server: FastifyInstance, isOpen: () => boolean): void {
  server.addHook('onRequest', (request, _reply, next) => {
    if (isOpen() || HEALTH.has(request.routeOptions.url ?? '')) next();
    else
      next(
        new Refusal('unavailable', 'starting', 'The backend is still starting. Try again.', { retryAfterSeconds: 1 }),
      );
  });
}

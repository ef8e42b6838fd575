import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Lets requests to the routes of `scope` in before their bodies are read: nobody who is refused makes us parse anything.
 * @returns what `admit` found of a request that was let in
 */
export function admitBeforeBody<Admitted>(
  scope: FastifyInstance,
  admit: (request: FastifyRequest) => Promise<Admitted>,
): (request: FastifyRequest) => Admitted {
  const found = new WeakMap<FastifyRequest, { readonly admitted: Admitted }>();
  scope.addHook('onRequest', async (request) => {
    found.set(request, { admitted: await admit(request) });
  });
  return (request) => {
    const entry = found.get(request);
    if (entry === undefined) throw new Error('a request came past its hook');
    return entry.admitted;
  };
}

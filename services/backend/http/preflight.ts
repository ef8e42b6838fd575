import type { FastifyInstance } from 'fastify';

/** The hook of `@fastify/cors` answers; without a route of the path's own it would name the same methods for all. */
export function answerPreflight(scope: FastifyInstance, path: string, methods: readonly string[]): void {
  const config = { cors: { preflight: true, strictPreflight: false, methods: [...methods] } };
  scope.options(path, { config }, (_request, reply) => reply.code(204).send());
}

import type { FastifyInstance } from 'fastify';

/**
 * Lets pages of the given origins call the routes of this scope. To any other page no header is sent, and its browser
 * keeps the answer from it. Credentials are never allowed: the Flex token travels in a header, not in a cookie.
 */
export function allowOrigins(scope: FastifyInstance, origins: readonly string[]): void {
  scope.addHook('onRequest', async (request, reply) => {
    void reply.header('Vary', 'Origin');
    const { origin } = request.headers;
    if (origin === undefined || !origins.includes(origin)) return;
    void reply.header('Access-Control-Allow-Origin', origin).header('Access-Control-Expose-Headers', 'Retry-After');
  });
}

/** Answers what a browser asks before it calls `path` with one of `methods`. */
export function answerPreflight(scope: FastifyInstance, path: string, methods: string): void {
  scope.options(path, (_request, reply) =>
    reply
      .code(204)
      .header('Access-Control-Allow-Methods', methods)
      .header('Access-Control-Allow-Headers', 'authorization, content-type')
      .header('Access-Control-Max-Age', '600')
      .send(),
  );
}

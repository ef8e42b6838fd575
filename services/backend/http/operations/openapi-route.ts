import type { FastifyInstance } from 'fastify';
import { openApiDocument } from './openapi';
import type { ServedOperation } from './operation';

/** `GET /openapi.json`: the API that browsers call. It says nothing about any account, so everybody may read it. */
export function openApiRoute(server: FastifyInstance, served: readonly ServedOperation[], serverUrl: string): void {
  const document = openApiDocument(
    served.map(({ operation }) => operation),
    serverUrl,
  );
  server.get('/openapi.json', () => document);
}

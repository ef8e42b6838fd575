import type { FastifyInstance } from 'fastify';
import { openApiDocument, type ApiOperation } from './openapi';

/** `GET /openapi.json`: the API that browsers call. It says nothing about any account, so everybody may read it. */
export function openApiRoute(server: FastifyInstance, operations: readonly ApiOperation[], serverUrl: string): void {
  const document = openApiDocument(operations, serverUrl);
  server.get('/openapi.json', () => document);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Fastify from 'fastify';
import * as v from 'valibot';
import { systemClock } from '../../base/clock';
import { createMetrics } from '../../base/metrics';
import { catalogueRoute } from '../activity/catalogue-route';
import { shopTokenRoute } from '../activity/shop-token-route';
import { syncWebhookRoute } from '../activity/sync-webhook-route';
import { trackingRoutes } from '../activity/tracking-routes';
import { healthRoutes } from '../health-routes';
import { eventRoutes } from '../webhooks/event-routes';
import { DESCRIBED } from './described-operations';
import { openApiDocument } from './openapi';
import { openApiRoute } from './openapi-route';
import type { Operation } from './operation';
import { serveOperations } from './serve-operations';

const never = () => Promise.reject(new Error('not asked in this test'));
const OPERATIONS = DESCRIBED.map(({ operation }) => operation);

interface Described {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, unknown>>;
}
const pathsOf = (operations: readonly Operation[]) =>
  (openApiDocument(operations, 'https://backend.example') as { paths: Record<string, Record<string, Described>> })
    .paths;

test('describes exactly the routes for browsers that the server has', async () => {
  const server = Fastify();
  const served: string[] = [];
  server.addHook('onRoute', ({ method, url }) => {
    const methods = [method].flat().filter((one) => one !== 'OPTIONS' && one !== 'HEAD');
    served.push(...methods.map((one) => `${one.toLowerCase()} ${url.replace(/:(\w+)/g, '{$1}')}`));
  });
  await serveOperations(server, { flexOrigins: [], checkFlexToken: never, now: () => 0 }, DESCRIBED);
  const described = Object.entries(pathsOf(OPERATIONS)).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(described.sort()).toEqual(served.sort());
  await server.close();
});

test('tells parameters, bodies, answers and errors from the schemas that requests are checked with', () => {
  const calls = pathsOf(OPERATIONS)['/recent-calls']?.['get'];
  expect(calls?.parameters).toContainEqual({ name: 'limit', in: 'query', required: false, schema: { type: 'string' } });
  expect(calls?.parameters).toContainEqual({
    name: 'direction',
    in: 'query',
    required: false,
    schema: expect.objectContaining({ enum: ['inbound', 'outbound'] }) as unknown,
  });
  const edit = pathsOf(OPERATIONS)['/recent-calls/{reservationSid}']?.['patch'];
  expect(edit?.parameters).toEqual([
    {
      name: 'reservationSid',
      in: 'path',
      required: true,
      schema: expect.objectContaining({ type: 'string' }) as unknown,
    },
  ]);
  expect(edit?.requestBody).toMatchObject({
    content: { 'application/json': { schema: { properties: { note: { anyOf: expect.anything() as unknown } } } } },
  });
  expect(Object.keys(edit?.responses ?? {}).sort()).toEqual([
    '200',
    '400',
    '401',
    '403',
    '404',
    '409',
    '413',
    '415',
    '429',
    '503',
  ]);
  expect(edit?.responses['409']).toMatchObject({
    content: { 'application/json': { schema: { required: expect.arrayContaining(['current']) as unknown } } },
  });
});

test('says 204 for an answer without a body', () => {
  const limit = { burst: 1, refillMs: 1 };
  const operation = { method: 'delete', path: '/x', summary: 'Goes.', body: v.object({}), errors: [], limit } as const;
  const statuses = Object.keys(pathsOf([operation])['/x']?.['delete']?.responses ?? {});
  expect(statuses).toEqual(['204', '400', '401', '413', '415', '429', '503']);
});

test('is served as JSON', async () => {
  const server = Fastify();
  openApiRoute(server, DESCRIBED, 'https://backend.example');
  const response = await server.inject('/openapi.json');
  expect(response.headers['content-type']).toContain('application/json');
  expect(response.json()).toMatchObject({ openapi: '3.1.1', servers: [{ url: 'https://backend.example' }] });
  await server.close();
});

test('tells the status that a made response comes with', () => {
  const statusesOf = (path: string) =>
    Object.keys(pathsOf(OPERATIONS)[path]?.['post']?.responses ?? {}).filter((status) => status.startsWith('2'));
  expect(statusesOf('/canned-responses')).toEqual(['201']);
  expect(statusesOf('/libraries')).toEqual(['200', '201']);
  expect(statusesOf('/canned-responses/{id}/uses')).toEqual(['204']);
});

test('the README lists every route of the server, and no other', async () => {
  const server = Fastify();
  const routes = new Set<string>();
  server.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) {
      if (one !== 'OPTIONS' && one !== 'HEAD') routes.add(`${one} ${url.replace(/:\w+|(?<=^\/v1\/).+/g, '{}')}`);
    }
  });
  await serveOperations(server, { flexOrigins: [], checkFlexToken: never, now: () => 0 }, DESCRIBED);
  openApiRoute(server, DESCRIBED, 'https://backend.example');
  healthRoutes(server, never, createMetrics());
  const webhook = { checkSignature: () => false, accept: never, metrics: createMetrics(), clock: systemClock };
  await eventRoutes(server, webhook);
  await syncWebhookRoute(server, webhook);
  await trackingRoutes(server, {
    ...{ shopOfWriteKey: never, shopById: never, accept: never, onOutcome: () => undefined, now: () => 0 },
  });
  await shopTokenRoute(server, { shopById: never, issue: never, isAclDisabled: never, now: () => 0 });
  await catalogueRoute(server, { shopById: never, putCatalogue: never, now: () => 0 });
  const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
  const told = [...readme.matchAll(/^\| `([A-Z]+ \/[^`]*)`/gm)].map(([, route = '']) =>
    route.replace(/\{[^}]+\}/g, '{}'),
  );
  expect(told.sort()).toEqual([...routes].sort());
  await server.close();
});

import Fastify from 'fastify';
import * as v from 'valibot';
import { openApiRoute } from './openapi-route';
import { OPERATIONS, openApiDocument, type ApiOperation } from './openapi';
import { recentCallsRoutes } from './calls/recent-calls-routes';
import { syncTokensRoute } from './sync-tokens-route';

const never = () => Promise.reject(new Error('not asked in this test'));

interface Described {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, unknown>>;
}
const pathsOf = (operations: readonly ApiOperation[]) =>
  (openApiDocument(operations, 'https://backend.example') as { paths: Record<string, Record<string, Described>> })
    .paths;

test('describes exactly the routes for browsers that the server has', async () => {
  const server = Fastify();
  const served: string[] = [];
  server.addHook('onRoute', ({ method, url }) => {
    const methods = [method].flat().filter((one) => one !== 'OPTIONS' && one !== 'HEAD');
    served.push(...methods.map((one) => `${one.toLowerCase()} ${url.replace(/:(\w+)/g, '{$1}')}`));
  });
  const options = { flexOrigins: [], checkFlexToken: never, now: () => 0 };
  await syncTokensRoute(server, {
    ...options,
    isAclDisabled: () => Promise.resolve(false),
    issuer: { shared: never, personal: never },
  });
  await recentCallsRoutes(server, { ...options, calls: { page: never, one: never, edit: never, reveal: never } });
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
    '429',
    '503',
  ]);
  expect(edit?.responses['409']).toMatchObject({
    content: { 'application/json': { schema: { required: expect.arrayContaining(['current']) as unknown } } },
  });
});

test('says 204 for an answer without a body', () => {
  const operation = { method: 'delete', path: '/x', summary: 'Goes.', body: v.object({}), errors: [] } as const;
  expect(Object.keys(pathsOf([operation])['/x']?.['delete']?.responses ?? {})).toEqual(['204', '401', '429', '503']);
});

test('is served as JSON', async () => {
  const server = Fastify();
  openApiRoute(server, OPERATIONS, 'https://backend.example');
  const response = await server.inject('/openapi.json');
  expect(response.headers['content-type']).toContain('application/json');
  expect(response.json()).toMatchObject({ openapi: '3.1.1', servers: [{ url: 'https://backend.example' }] });
  await server.close();
});

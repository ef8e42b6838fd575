import Fastify from 'fastify';
import { CANNED_OPERATIONS } from './canned-operations';
import { openApiDocument } from '../openapi';
import { favoriteRoutes } from './favorite-routes';
import { libraryRoutes } from './library-routes';
import { responseFileRoutes } from './response-file-routes';
import { responseRoutes } from './response-routes';

const never = () => Promise.reject(new Error('not asked in this test'));

test('describes exactly the routes of canned responses that the server has', async () => {
  const server = Fastify();
  const served: string[] = [];
  server.addHook('onRoute', ({ method, url }) => {
    const methods = [method].flat().filter((one) => one !== 'OPTIONS' && one !== 'HEAD');
    served.push(...methods.map((one) => `${one.toLowerCase()} ${url.replace(/:(\w+)/g, '{$1}')}`));
  });
  const options = { flexOrigins: [], checkFlexToken: never, now: () => 0 };
  await libraryRoutes(server, { ...options, libraries: { list: never, create: never, edit: never, remove: never } });
  await responseRoutes(server, {
    ...options,
    findSimilar: never,
    responses: { page: never, read: never, create: never, edit: never, versions: never, restore: never },
  });
  await responseFileRoutes(server, { ...options, files: { import: never, export: never } });
  await favoriteRoutes(server, { ...options, favorites: { setFavorite: never, use: never } });
  const { paths } = openApiDocument(CANNED_OPERATIONS, 'https://backend.example') as {
    paths: Record<string, Record<string, unknown>>;
  };
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(described.sort()).toEqual(served.sort());
  await server.close();
});

test('tells the status that a made response comes with', () => {
  const { paths } = openApiDocument(CANNED_OPERATIONS, 'https://backend.example') as {
    paths: Record<string, Record<string, { responses: object }>>;
  };
  const statusesOf = (path: string) =>
    Object.keys(paths[path]?.['post']?.responses ?? {}).filter((status) => status.startsWith('2'));
  expect(statusesOf('/canned-responses')).toEqual(['201']);
  expect(statusesOf('/libraries')).toEqual(['200', '201']);
  expect(statusesOf('/canned-responses/{id}/uses')).toEqual(['204']);
});

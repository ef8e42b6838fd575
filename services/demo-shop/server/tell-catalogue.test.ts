import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CatalogueProduct, parseWithSchema } from '../../../src/contract';
import { GOODS } from '../goods/goods';
import { tellCatalogue } from './tell-catalogue';

/** Answers each request with the status, and keeps what it was told. */
async function withBackend<T>(
  status: number,
  use: (backendUrl: string, told: { headers: IncomingHttpHeaders; body: string }[]) => Promise<T>,
): Promise<T> {
  const told: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      told.push({ headers: request.headers, body });
      response.writeHead(status).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, told);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

test('the backend is told every product as it takes them, and where one is not sold', async () => {
  await withBackend(200, async (backendUrl, told) => {
    await tellCatalogue({ backendUrl, secret: 's' });
    expect(told[0]?.headers.authorization).toBe(`Basic ${Buffer.from('demo:s').toString('base64')}`);
    const { products } = JSON.parse(told[0]?.body ?? '') as { products: unknown[] };
    const listed = products.map((product) => {
      const parsed = parseWithSchema(CatalogueProduct, product);
      if (!parsed.ok) throw new Error(`${parsed.path}: ${parsed.message}`);
      return parsed.value;
    });
    expect(listed).toHaveLength(GOODS.length);
    const sold = new Map(listed.map(({ id, countries = [] }) => [id, countries]));
    for (const { id, notSoldIn } of GOODS) expect(notSoldIn.filter((code) => sold.get(id)?.includes(code))).toEqual([]);
  });
});

test('what the backend refuses is told', async () => {
  await withBackend(401, async (backendUrl) => {
    await expect(tellCatalogue({ backendUrl, secret: 'wrong' })).rejects.toThrow('401');
  });
});

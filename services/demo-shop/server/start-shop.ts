import { createServer, type Server } from 'node:http';
import { createShopApp, type Assets } from './shop-app';
import type { ShopSettings } from './shop-settings';

export interface RunningShop {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts the shop on both loopbacks, whose names browsers and Node resolve differently. Port 0 takes a free one. */
export async function startShop(port: number, assets: Assets, settings: ShopSettings): Promise<RunningShop> {
  const app = createShopApp(assets, settings);
  const create = (): Server =>
    createServer((request, response) => {
      app(request, response).catch(() => {
        // The customer went away while the request was read.
        response.destroy();
      });
    });
  const first = await listen(create(), port, '127.0.0.1');
  const actualPort = portOf(first);
  const second = await listen(create(), actualPort, '::1').catch(async (error: unknown) => {
    if (isWithoutIpv6(error)) return null;
    await close(first);
    throw error;
  });
  return {
    port: actualPort,
    close: async () => {
      await Promise.all([first, ...(second === null ? [] : [second])].map(close));
    },
  };
}

const isWithoutIpv6 = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT');

function listen(server: Server, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port');
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

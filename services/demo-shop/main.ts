import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig, type ShopConfig } from './config';
import { startShop } from './server/start-shop';
import { tellCatalogue } from './server/tell-catalogue';
import { runShoppers } from './shoppers/run-shoppers';
import { readShopperOptions } from './shoppers/shopper-options';

/** The shop; with `shoppers`, people who buy in it. */
async function main([command, ...args]: readonly string[]): Promise<void> {
  const config = readConfig(process.env);
  if ('problems' in config) fail(config.problems);
  else if (command === undefined) await serve(config);
  else if (command === 'shoppers') await shop(config, args);
  else fail([`There is no command ${command}. Say nothing for the shop, or shoppers for people who buy in it.`]);
}

async function serve({ port, ...settings }: ShopConfig): Promise<void> {
  const asset = (name: string): string => readFileSync(join(__dirname, name), 'utf8');
  const assets = { script: asset('shop.js'), style: asset('shop.css'), conversations: asset('conversations.js') };
  const shop = await startShop(port, assets, settings);
  process.stdout.write(`ready http://localhost:${shop.port}\n`);
  const { backendUrl, secret } = settings;
  if (secret !== null) {
    // The shop sells all the same; agents then do not see where something is not sold.
    void tellCatalogue({ backendUrl, secret }).catch((error: unknown) => {
      process.stderr.write(`The catalogue was not told, start the shop again: ${String(error)}\n`);
    });
  }
  const stop = (): void => {
    void shop.close().then(() => {
      process.exit(0);
    });
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

async function shop(config: ShopConfig, args: readonly string[]): Promise<void> {
  const options = readShopperOptions(args, Date.now());
  if ('problems' in options) fail(options.problems);
  else if (!(await runShoppers(options, config))) process.exitCode = 1;
}

function fail(problems: readonly string[]): void {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`The demo shop cannot start: ${reasonOf(error)}\n`);
  process.exit(1);
});

function reasonOf(error: unknown): string {
  const { code, port = 0 } = error as { code?: string; port?: number };
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is taken. Set DEMO_SHOP_PORT to a free one.`;
    case 'EACCES':
      return `port ${port} is not permitted to this user. Set DEMO_SHOP_PORT to one from 1024.`;
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

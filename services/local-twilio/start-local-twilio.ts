import { resolve } from 'node:path';
import { closeEngines, createEngines } from './engines';
import { createPage } from './flex/page';
import { createReleasedPlugins } from './flex/plugin-service/released-plugins';
import { requireFreePort } from './http/require-free-port';
import { startServer } from './http/server';
import { closeSurfaces, controlPlaneOf, createSurfaces, hostsOf, socketsOf } from './surfaces';

export interface LocalTwilioOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** Where browsers reach the backend; told to the plugins and allowed by the page. None by default. */
  readonly backendUrl?: string;
  /** Where TaskRouter posts its events. None by default; the REST API can set it later. */
  readonly eventCallbackUrl?: string;
  /** Where Sync posts its webhooks. None by default; the REST API can set it later. */
  readonly syncWebhookUrl?: string;
  /** The script that sets `window.Twilio.Flex`. Without it, the default, the page has no Flex UI. */
  readonly flexUiBundle?: string;
  /** Folder of the plugins' folders; `plugins` by default. */
  readonly pluginsFolder?: string;
  /** Names of those that Flex loads; all of the folder by default, and when it is empty. */
  readonly plugins?: readonly string[];
  /** Folder of the page; `public` by default. */
  readonly publicFolder?: string;
  /** Names beside those of loopback under which the page is reached, such as that of a tunnel. None by default. */
  readonly knownHosts?: readonly string[];
  /** How often each socket is asked whether somebody is still there; as TW14 and FX18 say by default. */
  readonly pingEveryMs?: number;
  /** Whether Sync's rate limits are enforced from the start; true by default. */
  readonly rateLimits?: boolean;
}

export interface LocalTwilio {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Starts the whole of Local Twilio in this process. */
export async function startLocalTwilio(options: LocalTwilioOptions): Promise<LocalTwilio> {
  const { backendUrl = null, eventCallbackUrl = '', syncWebhookUrl = '', rateLimits = true } = options;
  const { pingEveryMs, knownHosts = [] } = options;
  await requireFreePort(options.port);
  const engines = createEngines({ eventCallbackUrl, syncWebhookUrl, rateLimits });
  const surfaces = createSurfaces(engines, { backendUrl, pingEveryMs });
  const server = await startServer(options.port, {
    traffic: surfaces.traffic,
    knownHosts,
    hosts: hostsOf(engines, surfaces),
    sockets: socketsOf(surfaces),
    control: controlPlaneOf(engines, surfaces),
    page: createPage({
      now: Date.now,
      backendUrl,
      publicFolder: resolve(options.publicFolder ?? 'public'),
      pluginsFolder: resolve(options.pluginsFolder ?? 'plugins'),
      plugins: options.plugins ?? [],
      released: createReleasedPlugins(engines.registry, engines.serverless),
      flexUiBundle: options.flexUiBundle === undefined ? null : resolve(options.flexUiBundle),
    }),
  });
  const { port } = server;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async close() {
      closeSurfaces(surfaces);
      await Promise.all([server.close(), closeEngines(engines)]);
    },
  };
}

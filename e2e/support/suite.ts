import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createControlPlane, type ControlPlane, type Health } from './control-plane';
import { freePort } from './free-port';
import { startService, type ServiceProcess } from './service-process';
import { librariesInSync } from './libraries-in-sync';

export interface Suite {
  /** `http://localhost:<port>`, as a browser says it. */
  readonly pageUrl: string;
  readonly backendUrl: string;
  /** Directory of the backend's embedded database. */
  readonly dataDir: string;
  readonly control: ControlPlane;
  readonly health: Health;
  readonly backend: () => ServiceProcess;
  /** Kills the backend with SIGKILL and starts it again on the same data. */
  crashBackend(): Promise<void>;
  killBackend(): Promise<void>;
  startBackend(): Promise<void>;
  close(): Promise<void>;
}

export interface SuiteOptions {
  /** IANA name; UTC by default. */
  readonly reportingTimeZone?: string;
  /** False by default. */
  readonly maskPhoneNumbers?: boolean;
  /** Whether there are the canned responses of the demo. False by default. */
  readonly demoContent?: boolean;
  /** How long it is remembered what was written to Sync; a day by default, 0 = not at all. */
  readonly syncActivityHours?: number;
  /** A PostgreSQL URL; the embedded database by default. */
  readonly databaseUrl?: string;
  /** What Flex loads; the bundle of all plugins by default. */
  readonly plugins?: readonly string[];
}

/**
 * Always the same where it is free, so that a browser finds what it compiled of Flex UI the last time; one for each of
 * the specs that run at once (Playwright sets `TEST_PARALLEL_INDEX`).
 */
const PAGE_PORT = 3199 + Number(process.env['TEST_PARALLEL_INDEX'] ?? 0);

/** Local Twilio and the backend as processes of their own, on free ports, with an empty database. */
export async function startSuite({
  reportingTimeZone = 'UTC',
  maskPhoneNumbers = false,
  demoContent = false,
  syncActivityHours = 24,
  databaseUrl,
  plugins = ['plugin-sync-suite'],
}: SuiteOptions = {}): Promise<Suite> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'flex-sync-suite-'));
  const [localTwilioPort, backendPort] = [await freePort(PAGE_PORT), await freePort()];
  const backendUrl = `http://localhost:${backendPort}`;
  const flexUiBundle = process.env['FLEX_UI_BUNDLE'];
  const localTwilio = await startService('local-twilio', {
    LOCAL_TWILIO_PORT: String(localTwilioPort),
    LOCAL_TWILIO_PLUGINS: plugins.join(','),
    BACKEND_PORT: String(backendPort),
    PUBLIC_BASE_URL: backendUrl,
    ...(flexUiBundle === undefined ? {} : { FLEX_UI_BUNDLE: flexUiBundle }),
  });
  const localUrl = `http://127.0.0.1:${localTwilioPort}`;
  const control = createControlPlane(localUrl);
  const health = await control.health();

  const start = (): Promise<ServiceProcess> =>
    startService('backend', {
      BACKEND_PORT: String(backendPort),
      PUBLIC_BASE_URL: backendUrl,
      FLEX_ORIGINS: `http://localhost:${localTwilioPort}`,
      DATA_DIR: dataDir,
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      REPORTING_TIME_ZONE: reportingTimeZone,
      MASK_PHONE_NUMBERS: String(maskPhoneNumbers),
      DEMO_CONTENT: String(demoContent),
      SYNC_ACTIVITY_HOURS: String(syncActivityHours),
      ...accountEnvironment(health, localUrl),
    });
  let backend: ServiceProcess | null = await start();
  // Else a list still grows while a test looks at its end.
  if (demoContent) await librariesInSync(backendUrl);

  const killBackend = async (): Promise<void> => {
    await backend?.kill();
    backend = null;
  };
  const startBackend = async (): Promise<void> => {
    backend ??= await start();
  };
  return {
    pageUrl: `http://localhost:${localTwilioPort}`,
    backendUrl,
    dataDir,
    control,
    health,
    backend: () => {
      if (backend === null) throw new Error('The backend is not running');
      return backend;
    },
    killBackend,
    startBackend,
    crashBackend: async () => {
      await killBackend();
      await startBackend();
    },
    close: async () => {
      await backend?.stop();
      await localTwilio.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** What a backend must know of the emulated account, which it reaches at `localUrl`. */
export const accountEnvironment = (health: Health, localUrl: string): Readonly<Record<string, string>> => ({
  TWILIO_BASE_URL: `${localUrl}/__twilio`,
  TWILIO_ACCOUNT_SID: health.accountSid,
  TWILIO_AUTH_TOKEN: health.authToken,
  TWILIO_API_KEY: health.apiKey,
  TWILIO_API_SECRET: health.apiSecret,
  TWILIO_WORKSPACE_SID: health.workspaceSid,
  TWILIO_SYNC_SERVICE_SID: health.syncServiceSid,
});

/** What a shop must know of it, so that its customers can chat; their browsers reach it at `pageUrl`. */
export const chatEnvironment = (health: Health, pageUrl: string): Readonly<Record<string, string>> => ({
  TWILIO_BASE_URL: pageUrl,
  TWILIO_ACCOUNT_SID: health.accountSid,
  TWILIO_AUTH_TOKEN: health.authToken,
  TWILIO_API_KEY: health.apiKey,
  TWILIO_API_SECRET: health.apiSecret,
  DEMO_SHOP_CHAT_SERVICE_SID: health.chatServiceSid,
  DEMO_SHOP_CHAT_ADDRESS_SID: health.webChatAddressSid,
});

'use strict';

const fs = require('node:fs');
const { fromRoot } = require('./paths');
const { startService } = require('./service-process');

/** The simulated contact centre that `npm start` shows. */
const DEMO = { running: true, seed: 7, ratePerSecond: 0.5, speed: 1 };

/**
 * Starts Local Twilio and the backend, wired to each other.
 *
 * Local Twilio begins with an empty account, so the backend begins with an empty database: figures of a contact centre
 * that no longer exists would only confuse.
 *
 * @param {{localTwilioPort: string, backendPort: string, dataDir: string}} options
 */
async function startLocalSuite({ localTwilioPort, backendPort, dataDir }) {
  const backendUrl = process.env.PUBLIC_BASE_URL ?? `http://localhost:${backendPort}`;
  const localTwilio = await startService('local-twilio', {
    LOCAL_TWILIO_PORT: localTwilioPort,
    BACKEND_PORT: backendPort,
    PUBLIC_BASE_URL: backendUrl,
  });
  try {
    const health = await fetchJson(`${localTwilio.url}/emulator/health`);
    fs.rmSync(dataDir, { recursive: true, force: true });
    const { port } = new URL(localTwilio.url);
    const backend = await startService('backend', {
      BACKEND_PORT: backendPort,
      PUBLIC_BASE_URL: backendUrl,
      FLEX_ORIGINS: process.env.FLEX_ORIGINS ?? `http://localhost:${port}`,
      DATA_DIR: dataDir,
      TWILIO_BASE_URL: `http://127.0.0.1:${port}/__twilio`,
      TWILIO_ACCOUNT_SID: health.accountSid,
      TWILIO_AUTH_TOKEN: health.authToken,
      TWILIO_API_KEY: health.apiKey,
      TWILIO_API_SECRET: health.apiSecret,
      TWILIO_WORKSPACE_SID: health.workspaceSid,
      TWILIO_SYNC_SERVICE_SID: health.syncServiceSid,
    });
    return {
      localTwilio,
      backend,
      stop: async () => {
        await backend.stop();
        await localTwilio.stop();
      },
    };
  } catch (error) {
    await localTwilio.stop();
    throw error;
  }
}

/** Lets the simulated contact centre work. */
async function startDemo(localTwilioUrl) {
  await fetchJson(`${localTwilioUrl}/emulator/simulator`, DEMO);
}

async function fetchJson(url, body) {
  const response = await fetch(
    url.replace('//localhost:', '//127.0.0.1:'),
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

module.exports = { startLocalSuite, startDemo, localDataDir: () => fromRoot(process.env.DATA_DIR ?? '.data', 'local') };

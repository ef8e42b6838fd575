'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { SUITE } = require('./build-plugins');
const { live, pastBegins } = require('./past');
const { fromRoot } = require('./paths');
const { startService } = require('./service-process');

/** The simulated contact centre that `npm start` shows, once its past is over. */
const DEMO = { ratePerSecond: 0.5 };

/** Whoever chats at the demo shop looks for the person at the other desktop, not for a simulated one who never writes. */
const CHATS_GO_TO = { queue: 'Sales', worker: 'alice' };

/**
 * Starts Local Twilio, the backend and the demo shop, wired to each other, with a simulated contact centre at work.
 *
 * Local Twilio begins with an empty account, so the backend begins with an empty database: figures of a contact centre
 * that no longer exists would only confuse. The database is this port's own: another suite's may be in use.
 *
 * @param {{localTwilioPort: string, backendPort: string, demoShopPort: string, dataDir: string}} options
 */
async function startLocalSuite({ localTwilioPort, backendPort, demoShopPort, dataDir }) {
  const backendUrl = process.env.PUBLIC_BASE_URL ?? `http://localhost:${backendPort}`;
  const localTwilio = await startService('local-twilio', {
    LOCAL_TWILIO_PORT: localTwilioPort,
    LOCAL_TWILIO_PLUGINS: SUITE,
    BACKEND_PORT: backendPort,
    PUBLIC_BASE_URL: backendUrl,
  });
  const { port } = new URL(localTwilio.url);
  const control = (route, body) => fetchJson(`http://127.0.0.1:${port}${route}`, body);
  const health = await control('/emulator/health');
  await control('/emulator/reset', { at: pastBegins() });
  const account = {
    TWILIO_BASE_URL: `http://127.0.0.1:${port}/__twilio`,
    TWILIO_ACCOUNT_SID: health.accountSid,
    TWILIO_AUTH_TOKEN: health.authToken,
    TWILIO_API_KEY: health.apiKey,
    TWILIO_API_SECRET: health.apiSecret,
  };
  const database = path.resolve(fromRoot(), dataDir, `local-${port}`);
  fs.rmSync(database, { recursive: true, force: true });
  const backend = await startService('backend', {
    BACKEND_PORT: backendPort,
    PUBLIC_BASE_URL: backendUrl,
    FLEX_ORIGINS: `http://localhost:${port},http://127.0.0.1:${port}`,
    DATA_DIR: database,
    DEMO_CONTENT: 'true',
    ...account,
    TWILIO_WORKSPACE_SID: health.workspaceSid,
    TWILIO_SYNC_SERVICE_SID: health.syncServiceSid,
  });
  const demoShop = await startService('demo-shop', {
    DEMO_SHOP_PORT: demoShopPort,
    BACKEND_URL: backendUrl,
    DEMO_SHOP_SECRET: await shopSecret(control, backend.url),
    ...account,
    DEMO_SHOP_CHAT_ADDRESS_SID: health.webChatAddressSid,
    DEMO_SHOP_CHAT_SERVICE_SID: health.chatServiceSid,
    DEMO_SHOP_CHAT_CONTEXT: JSON.stringify(CHATS_GO_TO),
  });
  await live(control);
  await control('/emulator/simulator', DEMO);
  return { localTwilio, backend, demoShop, pageUrl: `http://localhost:${port}` };
}

/** With what the demo shop vouches for who signed in: the backend made it when it made the shop. */
async function shopSecret(control, backendUrl) {
  const { session } = await control('/emulator/flex-sign-in', { as: 'admin' });
  const headers = { authorization: `Bearer ${session.token}` };
  const { secret } = await fetchJson(`${backendUrl}/activity/shops/demo`, undefined, headers);
  return secret;
}

async function fetchJson(url, body, headers = {}) {
  const response = await fetch(
    url,
    body === undefined
      ? { headers }
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

module.exports = { startLocalSuite };

'use strict';

const { ensureInstalled } = require('../lib/install');
const { ROOT } = require('../lib/paths');
const { runMain } = require('../lib/run');

runMain(async () => {
  // Before anything is spawned, and for good: a second Ctrl-C must not cut the first one short.
  const stopRequested = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(null));
  });
  await ensureInstalled();
  const { stopAllServices } = require('../lib/service-process');
  const running = runSuite();
  // A stop during the start lets the start fail; that failure is nobody's news.
  running.catch(() => undefined);
  try {
    const reason = await Promise.race([stopRequested, running]);
    if (reason === null) return 0;
    process.stderr.write(`${reason}\n`);
    return 1;
  } finally {
    await stopAllServices();
  }
});

/** Builds what changed, starts everything and resolves with a sentence when a part stops on its own. */
async function runSuite() {
  const { buildPlugins, SUITE } = require('../lib/build-plugins');
  const { buildServices } = require('../lib/build-services');
  const { startLocalSuite } = require('../lib/local-suite');
  const { bundleFlexUi } = require('./bundle-flex-ui');
  await buildPlugins([SUITE]);
  await buildServices();
  process.env.FLEX_UI_BUNDLE = await bundleFlexUi({ root: ROOT });

  const { localTwilio, backend, demoShop, pageUrl } = await startLocalSuite({
    localTwilioPort: process.env.LOCAL_TWILIO_PORT ?? '4000',
    backendPort: process.env.BACKEND_PORT ?? '4100',
    demoShopPort: process.env.DEMO_SHOP_PORT ?? '4200',
    dataDir: process.env.DATA_DIR ?? '.data',
  });
  process.stdout.write(
    [
      '',
      'Flex Sync Suite is running with a simulated contact centre.',
      '',
      `  Supervisor's desktop   ${pageUrl}/?as=supervisor`,
      `  Agent's desktop        ${pageUrl}/?as=agent&worker=alice`,
      `  Administrator's        ${pageUrl}/?as=admin`,
      `  Demo shop              ${demoShop.url}`,
      `  Backend                ${backend.url}/readyz`,
      `  Control plane          ${pageUrl}/emulator/health`,
      '',
      'Ctrl-C stops everything.',
      '',
    ].join('\n'),
  );
  return Promise.race([
    backend.exited.then((code) => `The backend stopped with exit code ${code}.`),
    demoShop.exited.then((code) => `The demo shop stopped with exit code ${code}.`),
    localTwilio.exited.then((code) => `Local Twilio stopped with exit code ${code}.`),
  ]);
}

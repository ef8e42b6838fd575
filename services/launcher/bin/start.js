'use strict';

const { ensureInstalled } = require('../lib/install');
const { runMain } = require('../lib/run');

runMain(async () => {
  await ensureInstalled();
  const { buildPlugins } = require('../lib/build-plugins');
  const { buildServices } = require('../lib/build-services');
  const { bundleFlexUi } = require('./bundle-flex-ui');
  const { startDemo, startLocalSuite, localDataDir } = require('../lib/local-suite');
  const { ROOT } = require('../lib/paths');

  await buildPlugins();
  await buildServices();
  process.env.FLEX_UI_BUNDLE = await bundleFlexUi({ root: ROOT });

  const suite = await startLocalSuite({
    localTwilioPort: process.env.LOCAL_TWILIO_PORT ?? '4000',
    backendPort: process.env.BACKEND_PORT ?? '4100',
    dataDir: localDataDir(),
  });
  const stopRequested = new Promise((resolve) => {
    process.once('SIGINT', () => resolve(null));
    process.once('SIGTERM', () => resolve(null));
  });
  try {
    await startDemo(suite.localTwilio.url);
    const page = suite.localTwilio.url.replace('127.0.0.1', 'localhost');
    process.stdout.write(
      [
        '',
        'Flex Sync Suite is running with a simulated contact centre.',
        '',
        `  Supervisor's desktop   ${page}/?as=supervisor`,
        `  Agent's desktop        ${page}/?as=agent&worker=alice`,
        `  Backend                ${suite.backend.url}/readyz`,
        `  Control plane          ${page}/emulator/health`,
        '',
        'Ctrl-C stops everything.',
        '',
      ].join('\n'),
    );
    const crashed = Promise.race([
      suite.backend.exited.then((code) => `The backend stopped with exit code ${code}.`),
      suite.localTwilio.exited.then((code) => `Local Twilio stopped with exit code ${code}.`),
    ]);
    const reason = await Promise.race([stopRequested, crashed]);
    if (reason !== null) process.stderr.write(`${reason}\n`);
    return reason === null ? 0 : 1;
  } finally {
    await suite.stop();
  }
});

'use strict';

const fs = require('node:fs');
const { ensureInstalled } = require('../lib/install');
const { fromRoot } = require('../lib/paths');
const { LauncherError, run, runMain } = require('../lib/run');

/**
 * `npm run backend`, `npm run local-twilio` and `npm run demo-shop`: one part alone, configured by the environment and
 * `.env`. What stands after `--` is the part's own: `npm run backend -- rebuild`; but `npm run local-twilio -- --without-flex`
 * builds neither plugins nor Flex UI, for tests that open no page.
 */
runMain(async () => {
  // Taken out: the service sees the arguments that it would see without us.
  const [name] = process.argv.splice(2, 1);
  await ensureInstalled();
  const { buildServices } = require('../lib/build-services');
  await buildServices();
  // Before `.env`, whose variables no build has seen.
  if (name === 'operator') process.env.BUILT_PLUGINS = require('../lib/build-plugins').builtPlugins().join();
  loadEnvironmentFile(fromRoot('.env'));
  const main = fromRoot('services', name, 'build', 'main.js');
  if (name === 'local-twilio') {
    // Wrong settings are told at once, not after a minute of building plugins.
    const code = await run(process.execPath, ['--enable-source-maps', main, '--check']);
    if (code !== 0) return code;
    if (!process.argv.includes('--without-flex')) await buildFlex();
  }
  // In this very process: signals, output and exit code are the service's own.
  require(main);
  return undefined;
});

/** What the page of Local Twilio loads. A folder of plugins that somebody names holds built ones. */
async function buildFlex() {
  const { buildPlugins, SUITE } = require('../lib/build-plugins');
  const { bundleFlexUi } = require('./bundle-flex-ui');
  if ((process.env.PLUGINS_FOLDER ?? '') === '') {
    process.env.LOCAL_TWILIO_PLUGINS ??= SUITE;
    await buildPlugins(process.env.LOCAL_TWILIO_PLUGINS.split(',').map((name) => name.trim()));
  }
  process.env.FLEX_UI_BUNDLE ??= await bundleFlexUi({ root: fromRoot() });
}

function loadEnvironmentFile(file) {
  if (!fs.existsSync(file)) return;
  try {
    process.loadEnvFile(file);
  } catch (error) {
    throw new LauncherError(
      `${file} cannot be read (${error.code ?? error.message}): make it a readable file of NAME=value lines.`,
    );
  }
}

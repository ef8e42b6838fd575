'use strict';

const fs = require('node:fs');
const { ensureInstalled } = require('../lib/install');
const { fromRoot } = require('../lib/paths');
const { run, runMain } = require('../lib/run');

/** `npm run test:flex-versions [-- version…]`: the built suite on other versions of the genuine Flex UI, one after the other. */
runMain(async () => {
  const { chooseVersions } = require('./flex-versions');
  const versions = chooseVersions(process.argv.slice(2));
  await ensureInstalled();
  const { buildPlugins, SUITE } = require('../lib/build-plugins');
  const { buildServices } = require('../lib/build-services');
  await buildPlugins([SUITE]);
  await buildServices();
  fs.mkdirSync(fromRoot('test-results', 'flex-versions'), { recursive: true });
  const rows = [];
  for (const version of versions) rows.push({ version, ...(await tryVersion(version)) });
  for (const { version, plugins, browser } of rows)
    process.stdout.write(`Flex UI ${version}: plugins in jsdom ${plugins}, suite in Chromium ${browser}\n`);
  return rows.every(({ plugins, browser }) => plugins !== 'failed' && browser !== 'failed') ? 0 : 1;
});

async function tryVersion(version) {
  const { installFlexUi, isSupported, scriptOf } = require('./flex-versions');
  process.stdout.write(`\nFlex UI ${version}\n`);
  const installedIn = await installFlexUi(version);
  const script = await scriptOf(version, installedIn);
  return {
    // Their `init` on a version that is too old is tried in the browser, by what can be seen.
    plugins: isSupported(version) ? await runJest(installedIn) : 'not run',
    browser: await runBrowser(isSupported(version) ? 'supported' : 'too-old', version, script),
  };
}

async function runJest(installedIn) {
  const env = { ...process.env, FLEX_UI_FOLDER: installedIn };
  const args = [fromRoot('node_modules', 'jest', 'bin', 'jest.js'), '--selectProjects=flex'];
  return resultOf(await run(process.execPath, args, { env }));
}

async function runBrowser(spec, version, script) {
  const { findChromium } = require('../lib/chromium');
  const env = { ...process.env, CHROMIUM_PATH: findChromium(), FLEX_UI_VERSION: version, FLEX_UI_BUNDLE: script };
  const playwright = fromRoot('node_modules', '@playwright', 'test', 'cli.js');
  const args = [playwright, 'test', '--config', fromRoot('e2e', 'flex-versions.config.ts'), `${spec}.spec`];
  return resultOf(await run(process.execPath, args, { env }));
}

const resultOf = (code) => (code === 0 ? 'passed' : 'failed');

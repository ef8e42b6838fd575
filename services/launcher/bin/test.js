'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { ensureInstalled } = require('../lib/install');
const { fromRoot } = require('../lib/paths');
const { run, runMain } = require('../lib/run');

const RESULTS = fromRoot('test-results');

/** Everything CI runs, in the order in which a mistake is cheapest to find. */
runMain(async () => {
  await ensureInstalled();
  fs.rmSync(RESULTS, { recursive: true, force: true });
  fs.mkdirSync(RESULTS, { recursive: true });
  const startedAt = Date.now();

  const checks = await run('npm', ['run', '--silent', 'check'], { shell: process.platform === 'win32' });
  const jest = checks === 0 ? await runJest() : null;
  const browser = checks === 0 ? await runBrowserTests() : null;

  const skipped = (jest?.skipped ?? 0) + (browser?.skipped ?? 0);
  const passed = (jest?.passed ?? 0) + (browser?.passed ?? 0);
  const failed = (jest?.failed ?? 0) + (browser?.failed ?? 0) + (checks === 0 ? 0 : 1);
  const isGreen =
    checks === 0 && jest?.code === 0 && browser?.code === 0 && failed === 0 && passed > 0 && skipped === 0;
  if (skipped > 0) process.stdout.write(`\n${skipped} tests were skipped: a skipped test counts as a failure.\n`);
  tellSlowest([...(jest?.times ?? []), ...(browser?.times ?? [])]);
  process.stdout.write(`\nTook ${Math.round((Date.now() - startedAt) / 1000)} s.\n`);
  process.stdout.write(`${passed} passed, ${isGreen ? 0 : Math.max(failed, 1)} failed\n`);
  return isGreen ? 0 : 1;
});

async function runJest() {
  const file = `${RESULTS}/jest.json`;
  const code = await run(
    process.execPath,
    [fromRoot('node_modules/jest/bin/jest.js'), '--json', `--outputFile=${file}`],
    {
      // Jest writes its JSON to standard output too; the readable report goes to standard error.
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const report = readJson(file);
  return {
    code,
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 1,
    skipped: report?.numPendingTests ?? 0,
    times: (report?.testResults ?? []).map(({ name, startTime, endTime }) => [relative(name), endTime - startTime]),
  };
}

async function runBrowserTests() {
  const { buildPlugins, IN_BROWSER_TESTS } = require('../lib/build-plugins');
  const { buildServices } = require('../lib/build-services');
  const { bundleFlexUi } = require('./bundle-flex-ui');
  const { findChromium } = require('../lib/chromium');
  await buildPlugins(IN_BROWSER_TESTS);
  await buildServices();
  const file = `${RESULTS}/playwright.json`;
  const env = {
    ...process.env,
    CHROMIUM_PATH: findChromium(),
    FLEX_UI_BUNDLE: await bundleFlexUi({ root: fromRoot() }),
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  };
  const args = [
    fromRoot('node_modules/@playwright/test/cli.js'),
    'test',
    '--config',
    fromRoot('e2e/playwright.config.ts'),
  ];
  const code = await run(process.execPath, args, { env });
  const report = readJson(file);
  const stats = report?.stats;
  return {
    code,
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: stats?.unexpected ?? 1,
    skipped: stats?.skipped ?? 0,
    times: (report?.suites ?? []).map((suite) => [relative(suite.file), msOf(suite)]),
  };
}

/** How long the tests of a file took, those of its groups included. */
const msOf = ({ specs = [], suites = [] }) =>
  specs
    .flatMap(({ tests }) => tests.flatMap(({ results }) => results))
    .reduce((sum, { duration }) => sum + duration, 0) + suites.reduce((sum, inner) => sum + msOf(inner), 0);

const relative = (file) => path.relative(fromRoot(), path.resolve(fromRoot('e2e/specs'), file));

/** Where to look first when the tests take too long. */
function tellSlowest(times) {
  const slowest = [...times].sort(([, a], [, b]) => b - a).slice(0, 10);
  const rows = slowest.map(([file, ms]) => `${String(Math.round(ms / 1000)).padStart(6)} s  ${file}`);
  process.stdout.write(`\nThe slowest files:\n${rows.join('\n')}\n`);
}

function readJson(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : null;
}

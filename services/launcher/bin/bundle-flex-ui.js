'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');

/**
 * npm carries Flex UI as CommonJS with some 235 `require` calls; the script that a `<script>` tag can load is on
 * Twilio's CDN only. Bundling the package once gives the same `window.Twilio.Flex` without a network.
 */
const ENTRY = `const Flex = require('@twilio/flex-ui');
window.Twilio = Object.assign(window.Twilio || {}, { Flex });`;

const OPTIONS = {
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2020',
  minify: true,
  legalComments: 'none',
  logLevel: 'error',
  mainFields: ['browser', 'main'],
  define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
  // mime-types asks for it; nothing else of Node is used.
  alias: { path: 'path-browserify' },
};

/**
 * Bundles the installed @twilio/flex-ui into `<root>/.cache/flex-ui/<versions>/flex-ui.js`, with `flex-ui.js.gz`
 * beside it. Does nothing when that file is there already.
 *
 * @param {{ root: string, installedIn?: string }} options the repository's root folder, and the folder whose node_modules
 *   has another version of Flex UI, which is bundled there
 * @returns {Promise<string>} the absolute path of the bundle
 */
async function bundleFlexUi({ root, installedIn }) {
  // Loaded late: a start from the cache must not pay for it.
  const esbuildVersion = versionOf(root, 'esbuild');
  const flexVersion = versionOf(installedIn ?? root, '@twilio/flex-ui');
  const inputs = createHash('sha256')
    .update(JSON.stringify([esbuildVersion, ENTRY, OPTIONS]))
    .digest('hex');
  // Local Twilio takes the newest of `.cache/flex-ui` where it is told none: another version does not belong there.
  const bundles = installedIn ?? path.join(root, '.cache', 'flex-ui');
  const folder = path.join(bundles, `${flexVersion}-${inputs.slice(0, 12)}`);
  const bundle = path.join(folder, 'flex-ui.js');
  if (fs.existsSync(bundle)) return bundle;

  const { build } = require('esbuild');
  const { outputFiles } = await build({
    ...OPTIONS,
    absWorkingDir: root,
    stdin: {
      contents: ENTRY,
      resolveDir: installedIn ?? path.join(root, 'services', 'launcher'),
      sourcefile: 'flex-ui-entry.js',
    },
    write: false,
  });
  const code = Buffer.from(outputFiles[0].contents);

  // Written beside and renamed, so that two starts at once never serve half a file.
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  const temporary = fs.mkdtempSync(`${folder}.`);
  fs.writeFileSync(path.join(temporary, 'flex-ui.js.gz'), zlib.gzipSync(code, { level: 9 }));
  fs.writeFileSync(path.join(temporary, 'flex-ui.js'), code);
  try {
    fs.renameSync(temporary, folder);
  } catch (error) {
    fs.rmSync(temporary, { recursive: true, force: true });
    if (!fs.existsSync(bundle)) throw error; // otherwise another start was faster
  }
  return bundle;
}

function versionOf(root, packageName) {
  const manifest = path.join(root, 'node_modules', packageName, 'package.json');
  return JSON.parse(fs.readFileSync(manifest, 'utf8')).version;
}

module.exports = { bundleFlexUi };

if (require.main === module) {
  bundleFlexUi({ root: path.resolve(__dirname, '..', '..', '..') }).then(
    (bundle) => process.stdout.write(`${bundle}\n`),
    (error) => {
      process.stderr.write(`Flex UI could not be bundled: ${error.message}\n`);
      process.exitCode = 1;
    },
  );
}

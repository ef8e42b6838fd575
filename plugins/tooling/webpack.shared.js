'use strict';

const { existsSync } = require('node:fs');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..', '..');

/** What all browsers of plugins/.browserslistrc read, but for what webpack 4 does not. */
const ECMA_SCRIPT = 2018;

/** Folders that the builder must transpile besides `<plugin>/src`. */
const TRANSPILED = [
  // The shared layers are TypeScript.
  path.join(ROOT, 'src'),
  // The suite is made of the other plugins' sources.
  /[\\/]plugins[\\/]plugin-[^\\/]+[\\/]src[\\/]/,
  // Both ship syntax newer than webpack 4's parser (optional chaining, nullish coalescing).
  path.join(ROOT, 'node_modules', 'valibot'),
  path.join(ROOT, 'node_modules', '@tanstack'),
];

/**
 * `@twilio-paste/core/box` and its like are CommonJS around the package of the same name, and what CommonJS asks for comes
 * whole. From the packages, and from the ES modules of the icons, webpack takes what is used.
 */
function pasteAliases() {
  const parts = path.dirname(require.resolve('@twilio-paste/core/box'));
  const { dependencies } = require(path.join(parts, '..', 'package.json'));
  const isPart = (name) => existsSync(path.join(parts, `${name.slice('@twilio-paste/'.length)}.js`));
  return Object.fromEntries([
    ...Object.keys(dependencies)
      .filter(isPart)
      .map((name) => [`${name.replace('/', '/core/')}$`, name]),
    ['@twilio-paste/icons/cjs', '@twilio-paste/icons/esm'],
    ['@twilio-paste/color-contrast-utils', path.join(__dirname, 'no-contrast-check.js')],
    // 125 kB, from which Paste takes the names that its prop types warn of; React checks none in production.
    ['@twilio-paste/design-tokens/dist/tokens.raw.json', path.join(__dirname, 'no-deprecated-tokens.json')],
    // Flex UI asks for the default theme or for the dark one, whatever an account configures; Paste brings four more.
    ...['sendgrid', 'evergreen', 'twilio', 'twilio-dark'].map((theme) => [
      `@twilio-paste/design-tokens/dist/themes/${theme}/tokens.es6`,
      '@twilio-paste/design-tokens/dist/tokens.es6',
    ]),
  ]);
}

/**
 * The builder minifies for ES5 and keeps the name of every function and class. Nothing that is bundled asks for the name of a
 * function of its own, and a stack is read with the source map that goes up with the bundle.
 */
const forBrowsersOfFlex = (options) => ({
  ...options,
  keep_fnames: false,
  keep_classnames: false,
  compress: { ...options.compress, ecma: ECMA_SCRIPT, passes: 2 },
  mangle: {},
  output: { ...options.output, ecma: ECMA_SCRIPT },
});

/**
 * Extends the webpack 4 configuration that flex-plugin-scripts generates for a plugin.
 *
 * Plugins and loaders are found by name, not by class: the Twilio CLI may run its own copy of webpack.
 */
module.exports = function withSuiteConfig(config, { isProd }) {
  const rules = config.module.rules.flatMap((rule) => rule.oneOf ?? [rule]);
  const babel = rules.find((rule) => /babel-loader/.test(String(rule.loader)));
  if (!babel) {
    throw new Error('flex-plugin-webpack no longer has a babel-loader rule: update plugins/tooling/webpack.shared.js');
  }
  babel.include = [].concat(babel.include, TRANSPILED);

  config.resolve.alias = { ...config.resolve.alias, ...pasteAliases() };

  // Flex UI needs a browser that has all of this; dropping it saves 33 KiB (gzip) in every plugin.
  const dropPolyfills = (_context, request, done) => (/^core-js\//.test(request) ? done(null, 'undefined') : done());
  config.externals = [].concat(config.externals ?? [], dropPolyfills);

  const minifier = config.optimization.minimizer.find(({ options }) => options?.terserOptions);
  if (!minifier) {
    throw new Error('flex-plugin-webpack no longer minifies with Terser: update plugins/tooling/webpack.shared.js');
  }
  minifier.options.terserOptions = forBrowsersOfFlex(minifier.options.terserOptions);

  if (isProd) {
    // The builder applies SourceMapDevToolPlugin twice (once through `devtool`), which empties the map.
    const index = config.plugins.findIndex((plugin) => plugin.constructor.name === 'SourceMapDevToolPlugin');
    if (index !== -1) {
      const SourceMapDevToolPlugin = config.plugins[index].constructor;
      config.devtool = false;
      config.plugins[index] = new SourceMapDevToolPlugin({
        filename: '[file].map',
        append: '\n//# sourceMappingURL=bundle.js.map',
        // Relative names make a build the same, bit for bit, in every checkout.
        moduleFilenameTemplate: ({ absoluteResourcePath, resourcePath }) =>
          `webpack:///${path.isAbsolute(absoluteResourcePath) ? path.relative(ROOT, absoluteResourcePath) : resourcePath}`,
      });
    }
    // webpack's 244 KiB page-load hint does not apply: a plugin carries its own copy of Paste.
    config.performance = false;
  }
  return config;
};

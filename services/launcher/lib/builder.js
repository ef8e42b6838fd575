'use strict';

const { LauncherError } = require('./run');

/**
 * What bundles the sources. An installation without development packages has none.
 * @param {(name: string) => unknown} [load] for tests
 */
function loadBuilder(load = require) {
  try {
    return load('esbuild');
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    throw new LauncherError(
      'This installation has no development packages, and a checkout is run with them: run "npm ci". ' +
        'To run the backend without them, make its package where they are ("npm run package") and start that: ' +
        'docs/deployment.md.',
    );
  }
}

module.exports = { loadBuilder };

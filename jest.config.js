'use strict';

const os = require('node:os');
const path = require('node:path');

const at = (file) => path.join(__dirname, file);

// The suffix of a test file names the environment it needs: docs/testing.md.
const SPECIAL_SUFFIXES = ['\\.(pg|wire|flex)\\.test\\.tsx?$'];

/** A folder whose node_modules has another version of Flex UI: `npm run test:flex-versions`. */
const { FLEX_UI_FOLDER } = process.env;

/** Where the genuine Flex UI is. Whatever the version, there is one React, which is the tests'. */
const genuineFlexUi =
  FLEX_UI_FOLDER === undefined
    ? {}
    : {
        '^@twilio/flex-ui$': path.join(FLEX_UI_FOLDER, 'node_modules', '@twilio', 'flex-ui'),
        '^(react|react-dom)$': at('node_modules/$1'),
        // Some versions ask for ES modules, which Jest does not load.
        '^@twilio-paste/icons/esm/(.*)$': '@twilio-paste/icons/cjs/$1',
      };

const transform = {
  '^.+\\.c?[jt]sx?$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'classic' } },
      },
    },
  ],
};

const common = {
  transform,
  // PGlite loads its parts with import(), which Jest's CommonJS sandbox refuses unless it is transpiled.
  transformIgnorePatterns: ['/node_modules/(?!@electric-sql/)'],
  clearMocks: true,
  restoreMocks: true,
  testPathIgnorePatterns: ['/node_modules/', '/build/'],
};

function browserProject(displayName, folder, { realFlexUi = false } = {}) {
  return {
    ...common,
    displayName,
    rootDir: at(folder),
    testEnvironment: at('src/testing/jsdom-environment.js'),
    // Take the CommonJS entry points of packages such as uuid instead of their ES module browser builds.
    testEnvironmentOptions: { customExportConditions: ['node', 'node-addons'] },
    setupFilesAfterEnv: [at('src/testing/setup.ts')],
    moduleNameMapper: {
      '^lodash-es$': 'lodash',
      '^lodash-es/(.*)$': 'lodash/$1',
      ...(realFlexUi ? genuineFlexUi : { '^@twilio/flex-ui$': at('src/testing/flex-ui.ts') }),
    },
    // flex-plugin-scripts inlines these into a bundle with webpack's DefinePlugin.
    globals: {
      __FPB_PLUGIN_UNIQUE_NAME: displayName,
      __FPB_PLUGIN_VERSION: '0.0.0',
      __FPB_FLEX_PLUGIN_SCRIPTS_VERSION: '7.1.2',
      __FPB_FLEX_PLUGIN_VERSION: '7.1.2',
      __FPB_FLEX_UI_VERSION: '2.17.1',
      __FPB_REACT_VERSION: '17.0.2',
      __FPB_REACT_DOM_VERSION: '17.0.2',
    },
    testMatch: realFlexUi ? ['**/*.flex.test.{ts,tsx}'] : ['**/*.test.{ts,tsx}'],
    testPathIgnorePatterns: realFlexUi
      ? common.testPathIgnorePatterns
      : [...common.testPathIgnorePatterns, ...SPECIAL_SUFFIXES],
  };
}

function nodeProject(displayName, folders, testMatch, ignored = []) {
  return {
    ...common,
    displayName,
    rootDir: __dirname,
    roots: folders.map(at),
    testEnvironment: 'node',
    // Else Jest warns on the standard error of whatever test runs when something of an earlier one is used again.
    testEnvironmentOptions: { globalsCleanup: 'off' },
    testMatch,
    testPathIgnorePatterns: [...common.testPathIgnorePatterns, ...ignored],
  };
}

/** @type {import('jest').Config} */
module.exports = {
  // Jest's default, one less than there are processors, leaves one of two idle.
  maxWorkers: Math.max(2, os.availableParallelism() - 1),
  // Real databases, real sockets and the whole Flex UI start within tests; the default 5 s is for pure functions.
  testTimeout: 60_000,
  projects: [
    browserProject('shared', 'src'),
    browserProject('plugin-queue-dashboard', 'plugins/plugin-queue-dashboard'),
    browserProject('plugin-recent-calls', 'plugins/plugin-recent-calls'),
    browserProject('plugin-canned-responses', 'plugins/plugin-canned-responses'),
    browserProject('plugin-customer-activity', 'plugins/plugin-customer-activity'),
    browserProject('plugin-sync-explorer', 'plugins/plugin-sync-explorer'),
    browserProject('plugin-sync-suite', 'plugins/plugin-sync-suite'),
    browserProject('samples', 'docs/samples'),
    browserProject('flex', 'plugins', { realFlexUi: true }),
    nodeProject('node', ['services'], ['**/*.test.ts'], SPECIAL_SUFFIXES),
    nodeProject('pg', ['services'], ['**/*.pg.test.ts']),
    nodeProject('wire', ['services', 'src', 'docs/samples'], ['**/*.wire.test.ts']),
  ],
};

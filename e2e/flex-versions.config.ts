import { defineConfig } from '@playwright/test';
import suite from './playwright.config';

/** `npm run test:flex-versions`: one version of Flex UI at a time, whose bundle `FLEX_UI_BUNDLE` names. */
export default defineConfig({
  ...suite,
  testDir: './flex-versions',
  outputDir: '../test-results/flex-versions/failed',
  // The command has built what is loaded.
  globalSetup: [],
});

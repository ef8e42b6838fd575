'use strict';

const { run, runMain } = require('../lib/run');

/** What has to hold before a commit. Each lane is one processor's work; the linter, which takes longest, has its own. */
const LANES = [['lint'], ['typecheck', 'check:dependencies', 'check:unused', 'format:check']];

/** `npm run check`: every lane to its first failure, so that a person sees all that is wrong in different ways. */
runMain(async () => {
  const codes = await Promise.all(LANES.map(runLane));
  return codes.find((code) => code !== 0) ?? 0;
});

async function runLane(scripts) {
  for (const script of scripts) {
    const code = await run('npm', ['run', '--silent', script], { shell: process.platform === 'win32' });
    if (code !== 0) return code;
  }
  return 0;
}

'use strict';

const { execFileSync } = require('node:child_process');
const path = require('node:path');
const { ensureInstalled } = require('../lib/install');
const { fromRoot } = require('../lib/paths');
const { run, runMain } = require('../lib/run');

/** `npm run test:node-versions [-- version…]`: the backend under other release lines of Node.js, one after the other. */
runMain(async () => {
  const { chooseNodeVersions, installNode, TESTS } = require('./node-versions');
  const versions = chooseNodeVersions(process.argv.slice(2));
  await ensureInstalled();
  const rows = [];
  for (const version of versions) {
    const binary = await installNode(version);
    const exact = execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim();
    process.stdout.write(`\nNode.js ${exact}\n`);
    // Jest under that binary: so are its workers, and every process that a test starts.
    const env = { ...process.env, PATH: `${path.dirname(binary)}${path.delimiter}${process.env.PATH}` };
    const jest = fromRoot('node_modules', 'jest', 'bin', 'jest.js');
    const args = [jest, '--selectProjects', ...Object.keys(TESTS), '--', ...Object.values(TESTS).flat()];
    rows.push({ exact, code: await run(binary, args, { env }) });
  }
  for (const { exact, code } of rows) process.stdout.write(`Node.js ${exact}: ${code === 0 ? 'passed' : 'failed'}\n`);
  return rows.every(({ code }) => code === 0) ? 0 : 1;
});

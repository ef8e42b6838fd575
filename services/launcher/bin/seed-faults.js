'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const { fromRoot } = require('../lib/paths');
const { runMain } = require('../lib/run');
const FAULTS = require('../lib/seeded-faults');

/**
 * `npm run faults [from]`: puts one fault after the other into the sources and runs the tests that should find it. The
 * sources are as before when it ends, also after Ctrl-C. Nothing else may run in this folder meanwhile.
 */
runMain(() => {
  const from = Number(process.argv[2] ?? 1);
  const outcomes = FAULTS.slice(from - 1).map((fault, index) => {
    const outcome = outcomeOf(fault);
    process.stdout.write(
      `${String(from + index).padStart(3)} ${outcome.padEnd(9)} ${fault.file}: ${oneLine(fault.line)}\n`,
    );
    return outcome;
  });
  const found = outcomes.filter((outcome) => outcome === 'found').length;
  process.stdout.write(`\n${found} of ${outcomes.length} faults were found.\n`);
  return Promise.resolve(found === outcomes.length ? 0 : 1);
});

function oneLine(text) {
  return text.trim().replace(/\s+/g, ' ');
}

function outcomeOf({ file, line, fault, tests }) {
  const path = fromRoot(file);
  const source = fs.readFileSync(path, 'utf8');
  if (source.split(line).length !== 2) return 'not there';
  const restore = () => fs.writeFileSync(path, source);
  const onSignal = () => {
    restore();
    process.exit(130);
  };
  process.once('SIGINT', onSignal);
  try {
    fs.writeFileSync(
      path,
      source.replace(line, () => fault),
    );
    const jest = fromRoot('node_modules/jest/bin/jest.js');
    const args = [jest, '--bail', '--silent', '--testPathPatterns', tests];
    const { status } = spawnSync(process.execPath, args, { cwd: fromRoot(), stdio: 'ignore', timeout: 300_000 });
    return status === 0 ? 'MISSED' : 'found';
  } finally {
    restore();
    process.removeListener('SIGINT', onSignal);
  }
}

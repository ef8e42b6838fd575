import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Figure } from './lib/figure';
import { load, machine, table } from './lib/report';

/** This file runs as `bench/build/run.js`, beside the bundle of every figure. */
const FIGURES = __dirname;
const RESULTS = path.resolve(FIGURES, '..', 'results');

/** Runs the figures named on the command line, or all; prints a table and keeps the numbers as JSON. */
async function run(words: readonly string[]): Promise<void> {
  const firstOption = words.findIndex((word) => word.startsWith('--'));
  const [asked, options] = firstOption < 0 ? [words, []] : [words.slice(0, firstOption), words.slice(firstOption)];
  const known = readdirSync(FIGURES)
    .filter((file) => file.endsWith('.js') && file !== 'run.js')
    .map((file) => file.slice(0, -'.js'.length))
    .sort();
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`There is no figure ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  }
  mkdirSync(RESULTS, { recursive: true });
  for (const name of asked.length > 0 ? asked : known) {
    const figure = figureOf(name);
    process.stderr.write(`${name}: ${figure.title}\n`);
    const startedAt = new Date();
    const before = machine();
    const result = await figure.measure((text) => process.stderr.write(`  … ${text}\n`), options);
    const seconds = Math.round((Date.now() - startedAt.getTime()) / 1000);
    const kept = {
      figure: name,
      title: figure.title,
      at: startedAt.toISOString(),
      seconds,
      machine: before,
      loadAfter: load(),
      ...result,
    };
    writeFileSync(path.join(RESULTS, `${name}.json`), `${JSON.stringify(kept, null, 2)}\n`);
    process.stdout.write(
      `\n${table(`${name} (${seconds} s, load ${before.load} before and ${load()} after)`, result)}\n\n`,
    );
  }
}

function figureOf(name: string): Figure {
  const loaded = createRequire(__filename)(path.join(FIGURES, `${name}.js`)) as { readonly figure?: Figure };
  if (loaded.figure === undefined) throw new Error(`bench/${name}.ts does not export a "figure"`);
  return loaded.figure;
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Figure, FigureResult } from './lib/figure';

/** This file runs as `bench/build/plugin-size.js`. */
const PLUGINS = path.resolve(__dirname, '..', '..', 'plugins');
const SUITE = 'plugin-sync-suite';
const KB = 1_000;

/** Bytes of the built plugins, and whose they are, as the source maps of the same build tell. */
export const figure: Figure = {
  title: 'bytes of the plugins that an agent’s browser loads',
  measure: (note): Promise<FigureResult> => {
    const bundles = readdirSync(PLUGINS)
      .filter((name) => name.startsWith('plugin-') && name !== SUITE)
      .map((name) => {
        note(name);
        return weighed(name);
      });
    const sum = (of: (bundle: Bundle) => number): number => bundles.reduce((total, bundle) => total + of(bundle), 0);
    const all = sum(({ bytes }) => bytes);
    const suite = weighed(SUITE);
    return Promise.resolve({
      setup: 'after `npm run build`, minified; gzip at its default level',
      measurements: [...bundles, suite].flatMap((bundle) => [
        { name: `${bundle.name}, gzip`, value: bundle.gzip / KB, unit: 'kB' },
        { name: `${bundle.name}, minified`, value: bundle.bytes / KB, unit: 'kB' },
        { name: `${bundle.name}, of which its own sources`, value: ownBytes(bundle) / KB, unit: 'kB' },
      ]),
      ratios: [
        {
          ...{ name: 'the suite, gzip', ours: suite.gzip / KB, theirs: sum(({ gzip }) => gzip) / KB, unit: 'kB' },
          against: 'each plugin released by itself',
        },
        {
          ...{ name: 'the suite, minified', ours: suite.bytes / KB, theirs: all / KB, unit: 'kB' },
          against: 'each plugin released by itself',
        },
      ],
    });
  },
};

interface Bundle {
  readonly name: string;
  readonly bytes: number;
  readonly gzip: number;
  /** Minified bytes that came of each source. */
  readonly bySource: ReadonlyMap<string, number>;
}

function weighed(name: string): Bundle {
  const file = path.join(PLUGINS, name, 'build', `${name}.js`);
  if (!existsSync(file)) throw new Error(`${file} is not there: run \`npm run build\` first`);
  const code = readFileSync(file);
  const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')) as SourceMapPayload);
  const bySource = new Map<string, number>();
  for (const [line, text] of code.toString('utf8').split('\n').entries()) {
    for (let column = 0; column < text.length; column += 1) {
      const entry = map.findEntry(line, column);
      const source = ('originalSource' in entry ? (entry.originalSource as string | undefined) : undefined) ?? '';
      bySource.set(source, (bySource.get(source) ?? 0) + 1);
    }
  }
  return { name, bytes: code.length, gzip: gzipSync(code).length, bySource };
}

const ownBytes = ({ name, bySource }: Bundle): number =>
  [...bySource].reduce((sum, [source, bytes]) => sum + (source.includes(`plugins/${name}/`) ? bytes : 0), 0);

import Fuse from 'fuse.js';
import type { CannedResponseItem } from '../src/contract';
import { NO_FILTER } from '../plugins/plugin-canned-responses/src/model/filter-responses';
import { createIndexBuilder } from '../plugins/plugin-canned-responses/src/data/index-builder';
import type { Figure, FigureResult } from './lib/figure';
import { quantile } from './lib/quantile';
import { randomOf, WORDS, writerOf } from './lib/response-texts';

const RESPONSES = 5_000;
const QUERIES = 60;
/** Of the queries, those that the slow rival answers too. */
const FUSE_QUERIES = 10;
function itemsOf(random: () => number): ReadonlyMap<string, CannedResponseItem> {
  const { word, words } = writerOf(random);
  return new Map(
    Array.from({ length: RESPONSES }, (_each, index) => {
      const id = `globalglobal.${String(index).padStart(12, '0')}`;
      const item: CannedResponseItem = {
        schema: 1,
        v: 1,
        asOf: '2026-01-01T00:00:00.000Z',
        documentSid: `ET${String(index).padStart(32, '0')}` as CannedResponseItem['documentSid'],
        id,
        revision: 1,
        libraryName: 'Everybody',
        libraryKind: 'global',
        title: words(4),
        shortcut: `${word()}-${String(index)}`,
        category: word(),
        tags: [word(), word()],
        languages: ['en'],
        channels: [],
        previews: [{ language: 'en', text: words(20) }],
        updatedAt: '2026-01-01T00:00:00.000Z',
        cut: [],
      };
      return [id, item];
    }),
  );
}

const textOf = ({ title, shortcut, tags, category, previews }: CannedResponseItem): string =>
  [title, shortcut, ...tags, category, ...previews.map(({ text }) => text)].join(' ');

/** What is in the field after each key: every prefix of a query of one or two words, every third misspelt. */
function keystrokes(random: () => number): string[] {
  return Array.from({ length: QUERIES }, (_each, index) => {
    const pick = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? '';
    const query = index % 2 === 0 ? pick() : `${pick()} ${pick()}`;
    return index % 3 === 0 ? query.slice(0, 2) + query.slice(3) : query;
  }).flatMap((query) => Array.from({ length: query.length }, (_each, length) => query.slice(0, length + 1)));
}

/** Milliseconds of each call. */
function timesOf(queries: readonly string[], search: (query: string) => unknown): number[] {
  return queries.map((query) => {
    const startedAt = performance.now();
    search(query);
    return performance.now() - startedAt;
  });
}

interface Build {
  readonly builder: ReturnType<typeof createIndexBuilder>;
  readonly totalMs: number;
  readonly longestMs: number;
}

/** Builds the index as the plugin does, timing every stretch between two turns of the event loop. */
function build(items: ReadonlyMap<string, CannedResponseItem>): Promise<Build> {
  const startedAt = performance.now();
  let longestMs = 0;
  const timed = (work: () => void): void => {
    const from = performance.now();
    work();
    longestMs = Math.max(longestMs, performance.now() - from);
  };
  return new Promise((resolve) => {
    const builder = createIndexBuilder({
      pause(work) {
        const timer = setTimeout(() => {
          timed(work);
        });
        return () => {
          clearTimeout(timer);
        };
      },
    });
    builder.subscribe(() => {
      if (!builder.getSnapshot().isIndexed) return;
      setTimeout(() => {
        resolve({ builder, totalMs: performance.now() - startedAt, longestMs });
      });
    });
    timed(() => {
      builder.follow(items);
    });
  });
}

async function measure(note: (text: string) => void): Promise<FigureResult> {
  const random = randomOf(4);
  const items = itemsOf(random);
  const queries = keystrokes(random);
  note(`indexing ${RESPONSES} responses`);
  const { builder, totalMs, longestMs } = await build(items);
  const { index } = builder.getSnapshot();
  const search = (query: string): unknown => index.search({ query, filter: NO_FILTER, own: new Map() });
  timesOf(queries.slice(0, 50), search); // until the engine has compiled it
  note(`${queries.length} keystrokes`);
  const ours = timesOf(queries, search);
  const empty = timesOf(
    Array.from({ length: 50 }, () => ''),
    search,
  );
  const texts = [...items.values()].map((item) => textOf(item).toLowerCase());
  const plain = timesOf(queries, (query) => {
    const words = query.toLowerCase().split(' ');
    return texts.filter((text) => words.every((word) => text.includes(word)));
  });
  const few = queries.filter((_query, at) => at % Math.ceil(queries.length / FUSE_QUERIES) === 0);
  note(`${few.length} keystrokes with Fuse.js`);
  const rival = new Fuse(texts, { ignoreLocation: true, threshold: 0.3 });
  const fuseTimes = timesOf(few, (query) => rival.search(query));
  builder.close();
  const p50 = quantile(ours, 0.5);
  const p99 = quantile(ours, 0.99);
  return {
    setup: `${RESPONSES} responses of about 30 words, ${queries.length} keystrokes, in Node`,
    measurements: [
      { name: 'index build, longest block', value: longestMs, unit: 'ms', target: 50 },
      { name: 'index build, whole', value: totalMs, unit: 'ms' },
      { name: 'keystroke, p50', value: p50, unit: 'ms' },
      { name: 'keystroke, p99', value: p99, unit: 'ms', target: 16 },
      { name: 'empty query, p99', value: quantile(empty, 0.99), unit: 'ms', target: 16 },
    ],
    ratios: [
      {
        name: 'keystroke, p50',
        ours: p50,
        theirs: quantile(plain, 0.5),
        unit: 'ms',
        against: 'plain includes: no typos, no ranking',
      },
      {
        name: 'keystroke, p99',
        ours: p99,
        theirs: quantile(plain, 0.99),
        unit: 'ms',
        against: 'plain includes: no typos, no ranking',
      },
      { name: 'keystroke, p50', ours: p50, theirs: quantile(fuseTimes, 0.5), unit: 'ms', against: 'Fuse.js' },
    ],
  };
}

export const figure: Figure = { title: 'search in 5,000 canned responses', measure };

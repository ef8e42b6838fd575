import { cpus, loadavg, totalmem } from 'node:os';
import type { ScenarioResult } from './run-scenario';

/** What ran, where: times of two machines do not compare. */
export const machine = (): object => ({
  node: process.version,
  cpus: cpus().length,
  cpu: cpus()[0]?.model ?? 'unknown',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  /** Runnable processes in the last minute: above `cpus`, others were working too. */
  load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
});

type Row = readonly string[];

const HEAD: Row = [
  'scenario',
  'kills',
  'events',
  'duplicates',
  'undelivered',
  'lost',
  'wrong documents',
  'wrong rows',
  'own 429s',
  'start → ready',
  'outage → ready',
  'start → truth',
  'took',
];

/** Results as lines of a table, one a scenario. */
export function table(results: readonly (ScenarioResult & { readonly name: string })[]): string {
  const rows = [HEAD, ...results.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
    )
    .map((cells) => cells.join('  '))
    .join('\n');
}

function rowOf(result: ScenarioResult & { readonly name: string }): Row {
  return [
    result.name,
    String(result.kills),
    String(result.events),
    String(result.duplicates),
    String(result.undelivered),
    String(result.lost),
    String(result.wrongDocuments),
    String(result.wrongRows),
    String(result.ownRejected),
    spread(result.readyMs),
    spread(result.recoveredMs),
    spread(result.truthMs),
    `${Math.round(result.seconds)} s`,
  ];
}

/** Median and longest. */
function spread(milliseconds: readonly number[]): string {
  if (milliseconds.length === 0) return '–';
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const [median = 0, longest = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  return sorted.length === 1 ? inSeconds(longest) : `${inSeconds(median)} (≤ ${inSeconds(longest)})`;
}

const inSeconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;

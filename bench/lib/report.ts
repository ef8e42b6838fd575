import { cpus, loadavg, totalmem } from 'node:os';
import type { FigureResult } from './figure';

/** Runnable processes in the last minute: above the number of processors, others were working too. */
export const load = (): number => Math.round((loadavg()[0] ?? 0) * 10) / 10;

/** What ran, where: numbers of two machines do not compare, ratios do. */
export const machine = (): Readonly<Record<string, string | number>> & { readonly load: number } => ({
  node: process.version,
  cpus: cpus().length,
  cpu: cpus()[0]?.model ?? 'unknown',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  load: load(),
});

/** Three significant digits: more would be noise. */
function written(value: number): string {
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString('en-US', { maximumFractionDigits: Math.min(digits, 4) });
}

/** The result as lines of a table. */
export function table(title: string, { setup, measurements, ratios }: FigureResult): string {
  const rows = [
    ...measurements.map(({ name, value, unit, target }) => [
      name,
      `${written(value)} ${unit}`,
      target === undefined ? '' : `target ${written(target)} ${unit}`,
    ]),
    ...ratios.map(({ name, ours, theirs, unit, against }) => [
      name,
      `${written(theirs / ours)} ×`,
      `${written(ours)} ${unit} against ${written(theirs)} ${unit}: ${against}`,
    ]),
  ];
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const [names, values] = [width(0), width(1)];
  const lines = rows.map(([name = '', value = '', rest = '']) =>
    `  ${name.padEnd(names)}  ${value.padStart(values)}  ${rest}`.trimEnd(),
  );
  return [title, `  ${setup}`, ...lines].join('\n');
}

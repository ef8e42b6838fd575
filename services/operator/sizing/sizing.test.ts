import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MEASURED, reckonSizing } from './reckon-sizing';
import { readWorkload } from './sizing-arguments';
import { sizingLines } from './sizing-lines';

const document = readFileSync(path.join(__dirname, '../../../docs/sizing.md'), 'utf8');

/** The numbers of each row of the table below a heading. */
const numbersBelow = (heading: string): readonly number[][] =>
  (document.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => /^\|.*\d.*\|$/.test(line) && !line.includes('Events,'))
    .map((line) => [...line.matchAll(/\d[\d,]*(?:\.\d+)?/g)].map(([text]) => Number(text.replaceAll(',', ''))));

const workload = (fields: Partial<Parameters<typeof reckonSizing>[0]> = {}) =>
  reckonSizing({ callsAnHour: 3_000, callsADay: 20_000, retentionDays: 90, replicas: 1, ...fields });

it('the page on sizing says what is reckoned', () => {
  const rows = numbersBelow('Disk');
  expect(rows).toHaveLength(4);
  for (const [callsADay = 0, events, calls] of rows) {
    const { eventsGiB, callsGiBAYear } = workload({ callsADay });
    expect([eventsGiB, callsGiBAYear].map((gib) => Math.round(gib * 10) / 10)).toEqual([events, calls]);
  }
  const { embedded, postgres } = MEASURED;
  expect(
    numbersBelow('Which store')
      .slice(0, 2)
      .map((row) => row.slice(0, 4)),
  ).toEqual(
    [embedded, postgres].map(({ upToASecond, latency: { p50Ms, p99Ms } }) => [
      ...[upToASecond, Math.floor((upToASecond * 3.6) / MEASURED.callbacksOfCall) * 1_000, p50Ms, p99Ms],
    ]),
  );
});

it('several processes, or more than 500 callbacks a second, want PostgreSQL; beyond 1,000 nothing is promised', () => {
  expect(workload().store.kind).toBe('embedded');
  expect(workload({ replicas: 2 })).toMatchObject({ store: { kind: 'postgres' }, connections: 20 });
  expect(workload({ callsAnHour: 163_000 }).store.kind).toBe('embedded');
  expect(workload({ callsAnHour: 164_000 }).store.kind).toBe('postgres');
  expect(workload({ callsAnHour: 328_000 })).toMatchObject({ store: { kind: 'beyond' }, cores: null });
});

it('cores are those that were measured, and straight between', () => {
  const coresAt = (callbacks: number, replicas = 1) =>
    workload({ callsAnHour: (callbacks * 3_600) / 11, replicas }).cores ?? NaN;
  expect([coresAt(50), coresAt(100), coresAt(300), coresAt(500)].map((cores) => cores.toFixed(3))).toEqual([
    ...['0.405', '0.810', '0.930', '1.050'],
  ]);
  expect([coresAt(500, 2), coresAt(750, 2), coresAt(1_000, 2)].map((cores) => cores.toFixed(3))).toEqual([
    ...['0.550', '0.625', '0.700'],
  ]);
});

it('is asked with calls an hour; what is no number is refused with its name', () => {
  const asked = readWorkload(['--calls-per-hour', '3000', '--replicas', '2']);
  expect(asked).toEqual({ callsAnHour: 3_000, callsADay: 24_000, retentionDays: 90, replicas: 2 });
  expect(sizingLines(reckonSizing(asked))).toEqual([
    'Callbacks, busiest:   9.2 a second',
    'Store:                PostgreSQL; 51 ms from callback to SDK in the middle, 246 ms of 99 in a hundred, at most',
    'Cores of the backend: 0.1',
    'Disk:                 31.7 GiB of events, and 39.3 GiB of calls each year',
    'Connections:          20, and twice that while an update runs old and new side by side',
    'Reckoned from what was measured on two cores; docs/sizing.md says how.',
  ]);
  for (const wrong of [[], ['--calls-per-hour', '0'], ['--calls-per-hour', '3', '--replicas', 'two']]) {
    expect(() => readWorkload(wrong)).toThrow(/^--(calls-per-hour|replicas) wants a whole number above 0\.$/);
  }
});

import { readFileSync } from 'node:fs';
import { waitFor } from '../../../e2e/support/wait-for';

/** Linux counts the time of processes in hundredths of a second, whatever its own clock (proc(5), `sysconf(_SC_CLK_TCK)`). */
const MS_PER_TICK = 10;

/** Time that the process had a processor, with its threads, in user and kernel mode: `/proc/<pid>/stat`. */
export function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
  // The name before may hold anything, so the fields are counted from its closing bracket: utime and stime are 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}

/** Memory that the process holds, in MiB: `/proc/<pid>/status`. */
export const memoryMiBOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB/mu.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? NaN) / 1_024;

/** Statements that the service at `url` has sent to its database. */
export const statementsOf = (url: string): Promise<number> => metricOf(url, 'store_statements_total');

/** Waits until everything that the service at `url` took is in Sync, but for what has low priority. */
export async function caughtUp(url: string): Promise<void> {
  await waitFor(
    'the Documents to catch up',
    // The naive service has nothing waiting, and says nothing.
    async () => ((await metricOf(url, 'projection_lag_seconds')) > 0 ? null : true),
    { timeoutMs: CAUGHT_UP_WITHIN_MS },
  );
}

const CAUGHT_UP_WITHIN_MS = 120_000;

/** A number of the service's `/metrics`; NaN for one that it does not have. */
async function metricOf(url: string, name: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(
    metrics
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length) ?? NaN,
  );
}

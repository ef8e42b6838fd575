import type { Clock } from './clock';

/** Lines about what others can make happen as often as they like. */
export interface BoundedLog {
  /**
   * Writes at once what was quiet for a minute; otherwise counts, and writes at the end of the minute.
   *
   * @param kind what is counted together; a name of ours, never of the caller
   * @param write writes the line; `count` is how often it happened since the last line
   */
  note(kind: string, write: (count: number) => void): void;
  /** Writes what was counted. */
  close(): void;
}

const INTERVAL_MS = 60_000;

interface Quiet {
  count: number;
  write: (count: number) => void;
  cancel: () => void;
}

/** At most one line a minute for each kind, the first one at once. */
export function createBoundedLog(clock: Clock): BoundedLog {
  const quiet = new Map<string, Quiet>();
  let isClosed = false;

  function begin(kind: string, write: (count: number) => void): void {
    const end = (): void => {
      const { count, write: writeLast } = entry;
      quiet.delete(kind);
      if (count === 0) return;
      begin(kind, writeLast);
      writeLast(count);
    };
    const entry: Quiet = { count: 0, write, cancel: clock.schedule(INTERVAL_MS, end) };
    quiet.set(kind, entry);
  }

  return {
    note: (kind, write) => {
      const entry = quiet.get(kind);
      if (entry === undefined) {
        if (!isClosed) begin(kind, write);
        write(1);
      } else {
        entry.count += 1;
        entry.write = write;
      }
    },
    close: () => {
      isClosed = true;
      for (const { count, write, cancel } of quiet.values()) {
        cancel();
        if (count > 0) write(count);
      }
      quiet.clear();
    },
  };
}

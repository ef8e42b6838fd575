import type { Clock } from '../base/clock';

/** A clock that stands still until the test moves it. */
export interface ManualClock extends Clock {
  /** Moves time forward and runs what became due, in order. */
  advance(byMs: number): void;
}

export function createManualClock(startMs = Date.parse('2026-01-05T09:00:00.000Z')): ManualClock {
  let nowMs = startMs;
  const tasks = new Set<{ readonly atMs: number; readonly task: () => void }>();
  const nextDue = (untilMs: number) =>
    [...tasks].filter(({ atMs }) => atMs <= untilMs).sort((left, right) => left.atMs - right.atMs)[0];
  return {
    now: () => nowMs,
    schedule(atMs, task) {
      const entry = { atMs, task };
      tasks.add(entry);
      return () => tasks.delete(entry);
    },
    advance(byMs) {
      const untilMs = nowMs + byMs;
      for (let due = nextDue(untilMs); due; due = nextDue(untilMs)) {
        tasks.delete(due);
        nowMs = Math.max(nowMs, due.atMs);
        due.task();
      }
      nowMs = untilMs;
    },
  };
}

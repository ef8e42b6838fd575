import { useNow } from '@flex-sync-suite/shared/hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import { problemOf, type Problem } from '../data/problem';
import { playedUntil, type TimelineLog } from '../model/timeline-log';
import { useExplorer } from '../parts/explorer-context';

/** A span of the past that is played in its own rhythm. */
export interface Replay {
  /** What came so far, the newest first; null while nothing is played. */
  readonly played: TimelineLog | null;
  /** How much of the span has passed, from 0 to 1. */
  readonly share: number;
  readonly problem: Problem | null;
  /** Reads the last minutes, and plays them. */
  readonly start: (minutes: number, speed: number) => void;
  readonly stop: () => void;
}

interface Span {
  readonly entries: TimelineLog;
  readonly startedAt: number;
  readonly speed: number;
}

/** Of one span. */
const MAX_PLAYED = 5_000;
const FRAME_MS = 200;
/** While nothing is played. */
const IDLE_MS = 60_000;

export function useReplay(): Replay {
  const { store } = useExplorer();
  const [span, setSpan] = useState<Span | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const asked = useRef<AbortController | null>(null);
  useEffect(() => () => asked.current?.abort(), []);
  const total = span === null ? 0 : lengthMs(span.entries);
  const now = useNow(span === null ? IDLE_MS : FRAME_MS);
  const elapsed = span === null ? 0 : Math.max(0, now - span.startedAt) * span.speed;
  // Of the same entries, the same log: the table is drawn again when one more has come.
  const count = span === null ? 0 : playedUntil(span.entries, elapsed).length;
  const played = useMemo(() => span?.entries.slice(span.entries.length - count) ?? null, [span, count]);

  async function read(minutes: number, speed: number): Promise<void> {
    asked.current?.abort();
    const own = new AbortController();
    asked.current = own;
    setProblem(null);
    try {
      const to = Date.now();
      const question = { from: iso(to - minutes * 60_000), to: iso(to), limit: MAX_PLAYED };
      const { entries } = await store.api.activity(question, own.signal);
      if (!own.signal.aborted) setSpan({ entries, startedAt: Date.now(), speed });
    } catch (error) {
      if (!own.signal.aborted) setProblem(problemOf(error));
    }
  }

  return {
    played,
    share: total === 0 ? 1 : Math.min(1, elapsed / total),
    problem,
    start: (minutes, speed) => void read(minutes, speed),
    stop() {
      asked.current?.abort();
      setSpan(null);
    },
  };
}

const iso = (at: number): string => new Date(at).toISOString();

function lengthMs(entries: TimelineLog): number {
  const [newest, oldest] = [entries[0], entries[entries.length - 1]];
  return newest === undefined || oldest === undefined ? 0 : Date.parse(newest.at) - Date.parse(oldest.at);
}

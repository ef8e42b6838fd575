import type { ExplorerFinding, ExplorerFindings, SyncServiceSid } from '@flex-sync-suite/shared/contract';
import { createValueSource, type Source } from '@flex-sync-suite/shared/observable';
import type { ExplorerApi } from './explorer-api';
import { problemOf, type Problem } from './problem';

/** How a search for what is wrong stands. */
export interface FindingsState {
  readonly step: 'idle' | 'running' | 'paused' | 'done';
  readonly findings: readonly ExplorerFinding[];
  /** Objects, items and workers that were looked at. */
  readonly looked: number;
  /** What is looked at; null before the first answer. */
  readonly part: ExplorerFindings['part'] | null;
  readonly problem: Problem | null;
}

/** Goes through a service part by part. Lives as long as the page: what was found is there for who comes back. */
export interface FindingsRun extends Source<FindingsState> {
  /** From the beginning. */
  readonly start: () => void;
  readonly goOn: () => void;
  readonly stop: () => void;
  /** Takes away what is mended. */
  readonly remove: (finding: ExplorerFinding) => void;
}

const IDLE: FindingsState = { step: 'idle', findings: [], looked: 0, part: null, problem: null };

export function createFindingsRun(api: ExplorerApi, service: SyncServiceSid): FindingsRun {
  const state = createValueSource<FindingsState>(IDLE);
  let abort = new AbortController();
  let cursor: string | null = null;

  async function run({ signal }: AbortController): Promise<void> {
    try {
      do {
        const { findings, looked, part, next } = await api.findings(service, cursor, signal);
        if (signal.aborted) return;
        const before = state.getSnapshot();
        cursor = next;
        state.set({
          step: next === null ? 'done' : 'running',
          findings: findings.length === 0 ? before.findings : [...before.findings, ...findings],
          looked: before.looked + looked,
          part,
          problem: null,
        });
      } while (cursor !== null);
    } catch (error) {
      if (!signal.aborted) state.set({ ...state.getSnapshot(), step: 'paused', problem: problemOf(error) });
    }
  }

  function begin(from: FindingsState): void {
    abort.abort();
    abort = new AbortController();
    state.set({ ...from, step: 'running', problem: null });
    void run(abort);
  }

  return {
    ...state,
    start() {
      cursor = null;
      begin(IDLE);
    },
    goOn() {
      if (state.getSnapshot().step === 'paused') begin(state.getSnapshot());
    },
    stop() {
      if (state.getSnapshot().step !== 'running') return;
      abort.abort();
      state.set({ ...state.getSnapshot(), step: 'paused' });
    },
    remove(finding) {
      const now = state.getSnapshot();
      state.set({ ...now, findings: now.findings.filter((each) => each !== finding) });
    },
  };
}

import type { ExplorerKind, ExplorerObject, ExplorerObjects, SyncServiceSid } from '@flex-sync-suite/shared/contract';
import { createValueSource, type Source } from '@flex-sync-suite/shared/observable';
import { KINDS, type KindOfTree } from '../model/tree-rows';
import type { ExplorerApi, ObjectsQuestion } from './explorer-api';
import { problemOf, type Problem } from './problem';

/** The objects of one kind, as far as pages were read. */
export interface KindList extends KindOfTree {
  readonly isLoading: boolean;
  readonly problem: Problem | null;
}

export type KindLists = Readonly<Record<ExplorerKind, KindList>>;

/** What a service holds, read page by page when somebody wants more; never all by itself. */
export interface ObjectLists extends Source<KindLists> {
  /** Reads the next page of a kind, if there is one; what is being read is not read twice. */
  readonly more: (kind: ExplorerKind) => Promise<void>;
  /** Adds the one of this very name, of every kind: a request each, however many objects there are. */
  readonly exact: (name: string) => Promise<void>;
  /** Gives up what is being read. */
  readonly stop: () => void;
  /** Forgets what was read: it is asked anew. */
  readonly reset: () => void;
}

const UNREAD: KindList = { objects: [], looked: 0, hasMore: null, isLoading: false, problem: null };
const ALL_UNREAD: KindLists = { document: UNREAD, map: UNREAD, list: UNREAD, stream: UNREAD };

/** @param prefix only names that begin with it; null for all */
export function createObjectLists(api: ExplorerApi, service: SyncServiceSid, prefix: string | null): ObjectLists {
  const state = createValueSource(ALL_UNREAD);
  const cursors = new Map<ExplorerKind, string>();
  const reading = new Map<ExplorerKind, Promise<void>>();
  let abort = new AbortController();

  const change = (kind: ExplorerKind, part: Partial<KindList>): void => {
    const lists = state.getSnapshot();
    state.set({ ...lists, [kind]: { ...lists[kind], ...part } });
  };

  function giveUp(): void {
    abort.abort();
    abort = new AbortController();
    reading.clear();
  }

  /** @returns null for what was given up or failed */
  async function ask(question: ObjectsQuestion): Promise<ExplorerObjects | null> {
    const { signal } = abort;
    change(question.kind, { isLoading: true, problem: null });
    try {
      const answer = await api.objects(service, question, signal);
      return signal.aborted ? null : answer;
    } catch (error) {
      if (!signal.aborted) change(question.kind, { isLoading: false, problem: problemOf(error) });
      return null;
    }
  }

  async function readNext(kind: ExplorerKind): Promise<void> {
    const cursor = cursors.get(kind);
    const narrowed = prefix === null ? {} : { prefix };
    const answer = await ask({ kind, ...narrowed, ...(cursor === undefined ? {} : { cursor }) });
    if (answer === null) return;
    if (answer.next !== null) cursors.set(kind, answer.next);
    const list = state.getSnapshot()[kind];
    change(kind, {
      objects: joined(list.objects, answer.objects),
      looked: list.looked + answer.looked,
      hasMore: answer.next !== null,
      isLoading: false,
    });
  }

  return {
    ...state,
    async more(kind) {
      if (state.getSnapshot()[kind].hasMore === false) return;
      const running =
        reading.get(kind) ??
        readNext(kind).finally(() => {
          if (reading.get(kind) === running) reading.delete(kind);
        });
      reading.set(kind, running);
      await running;
    },
    async exact(name) {
      await Promise.all(
        KINDS.map(async (kind) => {
          const answer = await ask({ kind, name });
          if (answer === null) return;
          change(kind, { objects: joined(state.getSnapshot()[kind].objects, answer.objects), isLoading: false });
        }),
      );
    },
    stop() {
      giveUp();
      for (const kind of KINDS) if (state.getSnapshot()[kind].isLoading) change(kind, { isLoading: false });
    },
    reset() {
      giveUp();
      cursors.clear();
      state.set(ALL_UNREAD);
    },
  };
}

/** An object may come twice: found by its name, and on a page; or when Sync's order moved between two pages. */
function joined(known: readonly ExplorerObject[], found: readonly ExplorerObject[]): readonly ExplorerObject[] {
  const sids = new Set(known.map(({ sid }) => sid));
  return [...known, ...found.filter(({ sid }) => !sids.has(sid) && sids.add(sid))];
}

import { ExplorerKind, parseWithSchema, type SyncServiceSid } from '@flex-sync-suite/shared/contract';
import { createValueSource, type Source } from '@flex-sync-suite/shared/observable';
import type { UrlState } from '@flex-sync-suite/shared/views';
import type { ExplorerApi, ObjectKey } from './explorer-api';
import { problemOf, type Problem } from './problem';

/** Which object is looked at. */
export type Selection =
  | { readonly step: 'none' }
  /** A link names it; its SID is being asked. */
  | { readonly step: 'seeking'; readonly name: string }
  | { readonly step: 'not-found'; readonly name: string; readonly problem: Problem | null }
  | { readonly step: 'chosen'; readonly key: ObjectKey; readonly name: string | null };

/** An object by its SID, and by its name where it has one. */
export interface Choice {
  readonly kind: ExplorerKind;
  readonly sid: string;
  readonly name: string | null;
}

/** What is looked at, which a link keeps: `service`, `kind`, and `name` or `sid`. */
export interface SelectionStore extends Source<Selection> {
  /** Which service it is in; reads the link again. */
  readonly ofService: (service: SyncServiceSid) => void;
  readonly choose: (choice: Choice | null) => void;
}

const PARAMETERS = ['kind', 'name', 'sid'] as const;

export function createSelection(api: ExplorerApi, url: UrlState): SelectionStore {
  const state = createValueSource<Selection>({ step: 'none' });
  let service: SyncServiceSid | null = null;
  let asked = 0;

  function fromLink(): void {
    asked += 1;
    if (service === null) return;
    const kind = parseWithSchema(ExplorerKind, url.get('kind'));
    const [name, sid] = [url.get('name'), url.get('sid')];
    if (!kind.ok || (name === null && sid === null)) state.set({ step: 'none' });
    else if (sid !== null) state.set({ step: 'chosen', key: { serviceSid: service, kind: kind.value, sid }, name });
    else if (name !== null) void seek(service, kind.value, name, asked);
  }

  async function seek(serviceSid: SyncServiceSid, kind: ExplorerKind, name: string, own: number): Promise<void> {
    state.set({ step: 'seeking', name });
    const found = await api.objects(serviceSid, { kind, name }).then(
      ({ objects }) => ({ sid: objects[0]?.sid, problem: null }),
      (error: unknown) => ({ sid: undefined, problem: problemOf(error) }),
    );
    if (own !== asked) return;
    state.set(
      found.sid === undefined
        ? { step: 'not-found', name, problem: found.problem }
        : { step: 'chosen', key: { serviceSid, kind, sid: found.sid }, name },
    );
  }

  // Lives as long as the page.
  url.onStep(PARAMETERS, fromLink);
  return {
    ...state,
    ofService(next) {
      if (next === service) return;
      service = next;
      fromLink();
    },
    choose(choice) {
      asked += 1;
      if (service === null) return;
      const named = choice === null ? null : choice.name;
      url.push({
        kind: choice?.kind ?? null,
        name: named,
        sid: named === null ? (choice?.sid ?? null) : null,
      });
      state.set(
        choice === null
          ? { step: 'none' }
          : { step: 'chosen', key: { serviceSid: service, kind: choice.kind, sid: choice.sid }, name: choice.name },
      );
    },
  };
}

import { CannedResponsesLink, parseWithSchema, SyncListSid, type SyncScope } from '@flex-sync-suite/shared/contract';
import type { Source } from '@flex-sync-suite/shared/observable';
import type { Manager } from '@twilio/flex-ui';

/** One List that the worker's attributes name, and the token that reads it. */
export interface LinkedList {
  readonly sid: SyncListSid;
  readonly scope: SyncScope;
}

/** The Lists that the worker's attributes name: the only way from an agent to the responses. */
export interface WorkerLink extends Source<readonly LinkedList[]> {
  /**
   * Whether the shared Lists are others than when this was last asked, or than when the link was made. It outlives
   * whoever asks, so that Lists which were linked while nobody followed them are noticed too.
   */
  readonly takeSharedChange: () => boolean;
}

/** Follows `attributes.canned_responses` of the signed-in worker, changes made by the backend included. */
export function createWorkerLink(manager: Manager): WorkerLink {
  const worker = manager.workerClient;
  let current = linkedLists(worker?.attributes);

  let knownShared = sharedKey(current);

  function read(): readonly LinkedList[] {
    const next = linkedLists(worker?.attributes);
    if (!isSame(current, next)) current = next;
    return current;
  }

  return {
    getSnapshot: read,
    takeSharedChange() {
      const shared = sharedKey(read());
      if (shared === knownShared) return false;
      knownShared = shared;
      return true;
    },
    subscribe(listener) {
      // Each compares for itself: whoever read before has not told the others.
      let seen = read();
      const onUpdated = (): void => {
        const next = read();
        if (next === seen) return;
        seen = next;
        listener();
      };
      worker?.on('attributesUpdated', onUpdated);
      return () => {
        worker?.off('attributesUpdated', onUpdated);
      };
    },
  };
}

/** Attributes are anybody's: what is not a List's SID is left out, and a List named twice is one. */
export function linkedLists(attributes: unknown): readonly LinkedList[] {
  const link: unknown =
    typeof attributes === 'object' && attributes !== null ? Reflect.get(attributes, 'canned_responses') : undefined;
  const parsed = parseWithSchema(CannedResponsesLink, link);
  if (!parsed.ok) return [];
  const personal = new Set(parsed.value.personal);
  return [...new Set(parsed.value.lists)].flatMap((sid): LinkedList[] => {
    const list = parseWithSchema(SyncListSid, sid);
    return list.ok ? [{ sid: list.value, scope: personal.has(sid) ? 'personal' : 'shared' }] : [];
  });
}

/** The shared Lists as one text; their order says nothing. */
const sharedKey = (lists: readonly LinkedList[]): string =>
  lists
    .filter(({ scope }) => scope === 'shared')
    .map(({ sid }) => sid)
    .sort()
    .join();

const isSame = (a: readonly LinkedList[], b: readonly LinkedList[]): boolean =>
  a.length === b.length && a.every(({ sid, scope }, index) => b[index]?.sid === sid && b[index].scope === scope);

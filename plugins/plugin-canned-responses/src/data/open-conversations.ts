import type { Source } from '@flex-sync-suite/shared/observable';
import type { Manager } from '@twilio/flex-ui';
import { conversationOfTask } from './task-port';

/** The conversations of the agent's tasks, the selected one or not. Tells more often than there are changes. */
export function createOpenConversations(manager: Pick<Manager, 'store'>): Source<ReadonlySet<string>> {
  let open: ReadonlySet<string> = new Set();
  return {
    getSnapshot() {
      const { tasks } = manager.store.getState().flex.worker;
      const sids = [...tasks.values()].map(({ attributes }) => conversationOfTask(attributes));
      const now = new Set(sids.filter((sid) => sid !== null));
      if (now.size !== open.size || [...now].some((sid) => !open.has(sid))) open = now;
      return open;
    },
    subscribe: (listener) => manager.store.subscribe(listener),
  };
}

/** The files that Flex's store holds for a conversation's draft; null when there is no draft. */
export function storedFiles(manager: Pick<Manager, 'store'>): (conversationSid: string) => readonly File[] | null {
  return (conversationSid) => {
    const drafts: Readonly<Record<string, { readonly attachedFiles?: readonly File[] } | undefined>> =
      manager.store.getState().flex.chat.conversationInput;
    const draft = drafts[conversationSid];
    return draft === undefined ? null : (draft.attachedFiles ?? []);
  };
}

import type { Manager } from '@twilio/flex-ui';
import { conversationOfTask } from './task-port';

/** The conversations of the agent's tasks. */
export interface OpenConversations {
  readonly current: () => ReadonlySet<string>;
  /** Tells more often than there are changes. @returns stops it */
  readonly subscribe: (listener: () => void) => () => void;
}

/** The conversations of the agent's tasks, the selected one or not. */
export const createOpenConversations = (manager: Pick<Manager, 'store'>): OpenConversations => ({
  current: () => {
    const { tasks } = manager.store.getState().flex.worker;
    const sids = [...tasks.values()].map(({ attributes }) => conversationOfTask(attributes));
    return new Set(sids.filter((sid) => sid !== null));
  },
  subscribe: (listener) => manager.store.subscribe(listener),
});

/** The files that Flex's store holds for a conversation's draft; null when there is no draft. */
export function storedFiles(manager: Pick<Manager, 'store'>): (conversationSid: string) => readonly File[] | null {
  return (conversationSid) => {
    const drafts: Readonly<Record<string, { readonly attachedFiles?: readonly File[] } | undefined>> =
      manager.store.getState().flex.chat.conversationInput;
    const draft = drafts[conversationSid];
    return draft === undefined ? null : (draft.attachedFiles ?? []);
  };
}

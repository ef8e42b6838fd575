import type { Source } from '@flex-sync-suite/shared/observable';
import type * as Flex from '@twilio/flex-ui';
import { textField, type ComposerInputs, type TaskSnapshot } from '../model/composer-state';

/** The own task that is selected, as far as responses depend on it. */
export interface TaskPort extends Source<ComposerInputs> {
  /** What Flex's store holds of a conversation's draft: up to 100 ms old. Null when it holds none. */
  readonly storedDraft: (conversationSid: string) => string | null;
}

/**
 * Name of Flex's own view of other agents' tasks. Its composer belongs to the task that is looked at; the Agent Desktop,
 * with the own task selected as before, stays on the page behind it, hidden.
 */
const TEAMS_VIEW = 'teams';

export function createTaskPort(manager: Flex.Manager): TaskPort {
  let current = readInputs(manager);

  function read(): ComposerInputs {
    const next = readInputs(manager);
    if (!isSame(current, next)) current = next;
    return current;
  }

  return {
    getSnapshot: read,
    subscribe(listener) {
      // Flex's state changes many times a second; a component only hears of what it asked for. Each compares for itself:
      // whoever read before has not told the others.
      let seen = read();
      return manager.store.subscribe(() => {
        const next = read();
        if (next === seen) return;
        seen = next;
        listener();
      });
    },
    storedDraft(conversationSid) {
      const drafts: Readonly<Record<string, { readonly inputText: string } | undefined>> =
        manager.store.getState().flex.chat.conversationInput;
      return drafts[conversationSid]?.inputText ?? null;
    },
  };
}

function readInputs(manager: Flex.Manager): ComposerInputs {
  const { view, worker } = manager.store.getState().flex;
  const task = [...worker.tasks.values()].find(({ sid }) => sid === view.selectedTaskSid);
  return { task: task === undefined ? null : snapshotOf(task), isMonitoring: view.activeView === TEAMS_VIEW };
}

function snapshotOf(task: Flex.ITask): TaskSnapshot {
  const attributes: unknown = task.attributes;
  return {
    conversationSid: conversationOfTask(attributes),
    status: task.status,
    channel: textField(attributes, 'channelType') ?? task.taskChannelUniqueName,
    queueName: task.queueName === '' ? null : task.queueName,
    attributes,
  };
}

/** The conversation that a task's attributes name; null for none. */
export const conversationOfTask = (attributes: unknown): string | null =>
  textField(attributes, 'conversationSid') ?? textField(attributes, 'channelSid');

function isSame(a: ComposerInputs, b: ComposerInputs): boolean {
  if (a.isMonitoring !== b.isMonitoring) return false;
  if (a.task === null || b.task === null) return a.task === b.task;
  return (
    a.task.conversationSid === b.task.conversationSid &&
    a.task.status === b.task.status &&
    a.task.channel === b.task.channel &&
    a.task.queueName === b.task.queueName &&
    // Flex puts a new object in place of changed attributes.
    a.task.attributes === b.task.attributes
  );
}

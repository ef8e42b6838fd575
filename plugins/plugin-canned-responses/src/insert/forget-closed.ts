import type { Source } from '@flex-sync-suite/shared/observable';
import type { SendGuard } from './send-guard';

/**
 * Forgets what is held of a conversation once its task has left the agent: nobody can send it any more, and what a
 * customer should have read stays no longer than that. A conversation without a task, as a supervisor's, is kept.
 *
 * @returns stops it
 */
export function forgetClosed(
  guard: Pick<SendGuard, 'getSnapshot' | 'dismiss'>,
  conversations: Source<ReadonlySet<string>>,
): () => void {
  let before = conversations.getSnapshot();
  return conversations.subscribe(() => {
    const after = conversations.getSnapshot();
    const left = before;
    before = after;
    for (const { conversationSid } of guard.getSnapshot()) {
      if (left.has(conversationSid) && !after.has(conversationSid)) guard.dismiss(conversationSid);
    }
  });
}

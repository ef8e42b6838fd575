import type { OpenConversations } from '../data/open-conversations';
import type { SendGuard } from './send-guard';

/**
 * Forgets what is held of a conversation once its task has left the agent: nobody can send it any more, and what a
 * customer should have read stays no longer than that. A conversation without a task, as a supervisor's, is kept.
 *
 * @returns stops it
 */
export function forgetClosed(
  guard: Pick<SendGuard, 'getSnapshot' | 'dismiss'>,
  conversations: OpenConversations,
): () => void {
  let before = conversations.current();
  return conversations.subscribe(() => {
    const after = conversations.current();
    const left = before;
    before = after;
    for (const { conversationSid } of guard.getSnapshot()) {
      if (left.has(conversationSid) && !after.has(conversationSid)) guard.dismiss(conversationSid);
    }
  });
}

import type { AgentServices } from './agent-services';

const TRIES = 20;
const PAUSE_MS = 25;

/**
 * Presses Flex's Send button, which is enabled a moment after the text is there.
 *
 * @returns whether it could be pressed: the guard may still hold the message
 */
export async function sendDraft(
  { composer }: Pick<AgentServices, 'composer'>,
  conversationSid: string,
): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (composer.send(conversationSid) === 'pressed') return true;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return false;
}

/** Ctrl+Enter, on a Mac Cmd+Enter: the key that inserts and sends, where the account offers that. */
export const isSendKey = ({ key, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): boolean =>
  key === 'Enter' && (ctrlKey || metaKey);

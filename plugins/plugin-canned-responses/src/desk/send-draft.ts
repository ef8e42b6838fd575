import { agentStrings } from './agent-strings';
import { announce, type Desk } from './desk';

const TRIES = 20;
const PAUSE_MS = 25;

/** Presses Flex's Send button, which is enabled a moment after the text is there; says what became of it. */
export async function sendDraft(
  desk: Pick<Desk, 'composer' | 'news'>,
  conversationSid: string,
  title: string,
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (desk.composer.send(conversationSid) === 'pressed') {
      announce(desk, agentStrings.sendPressed(title));
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  announce(desk, agentStrings.sendDisabled, true);
}

/** Ctrl+Enter, on a Mac Cmd+Enter: the key that inserts and sends, where the account offers that. */
export const isSendKey = ({ key, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): boolean =>
  key === 'Enter' && (ctrlKey || metaKey);

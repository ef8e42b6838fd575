import { useEffect, useLayoutEffect, useRef } from 'react';
import type { AgentServices } from '../insert/agent-services';
import { isSendKey } from '../insert/send-draft';

/**
 * Keys in a conversation's message field, before Flex sees them: its Enter sends. Keys that an input method takes are its
 * own.
 *
 * @param onKey true when the key was taken
 */
export function useComposerKeys(
  services: Pick<AgentServices, 'composer'>,
  conversationSid: string,
  onKey: (event: KeyboardEvent) => boolean,
): void {
  const latest = useRef(onKey);
  useLayoutEffect(() => {
    latest.current = onKey;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // Of the chords only the one that sends concerns a message.
      if (event.isComposing || event.altKey || ((event.ctrlKey || event.metaKey) && !isSendKey(event))) return;
      if (event.target !== services.composer.element(conversationSid) || !latest.current(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    // The window is first of all to hear of a key.
    window.addEventListener('keydown', onKeyDown, true);
    return () => {
      window.removeEventListener('keydown', onKeyDown, true);
    };
  }, [services, conversationSid]);
}

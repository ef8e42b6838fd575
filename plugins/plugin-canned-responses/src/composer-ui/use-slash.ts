import { useEffect, useRef, useState } from 'react';
import { shortcutTokenAt, type ShortcutToken } from '../model/shortcut-token';
import type { AgentServices } from '../insert/agent-services';

interface Slash {
  /** The `/shortcut` at the caret; null when none is being typed. */
  readonly token: ShortcutToken | null;
  /** Leaves the text as it is; the same token does not open again. */
  readonly dismiss: () => void;
}

/**
 * Watches a conversation's message field for a `/shortcut`. Typing opens; moving the caret away, leaving the field and
 * sending close.
 */
export function useSlash(services: Pick<AgentServices, 'composer'>, conversationSid: string): Slash {
  const [token, setToken] = useState<ShortcutToken | null>(null);
  const dismissedAt = useRef<number | null>(null);
  useEffect(() => {
    function update(mayOpen: boolean): void {
      const draft = services.composer.read(conversationSid);
      const { start, end } = draft?.selection ?? { start: 0, end: 0 };
      const isTyping = draft?.isWritable === true && start === end;
      const found = isTyping ? shortcutTokenAt(draft.text, end) : null;
      if (found?.start !== dismissedAt.current) dismissedAt.current = null;
      setToken((before) => {
        if (found === null || found.start === dismissedAt.current) return null;
        if (!mayOpen && before?.start !== found.start) return null;
        return before?.start === found.start && before.query === found.query ? before : found;
      });
    }
    const isOurs = ({ target }: Event): boolean =>
      target instanceof Element && target === services.composer.element(conversationSid);
    const onInput = (event: Event): void => {
      if (isOurs(event)) update(true);
    };
    const onSelection = (): void => {
      update(false);
    };
    const onLeave = (event: Event): void => {
      if (isOurs(event)) setToken(null);
    };
    document.addEventListener('input', onInput);
    document.addEventListener('selectionchange', onSelection);
    document.addEventListener('focusout', onLeave);
    return () => {
      document.removeEventListener('input', onInput);
      document.removeEventListener('selectionchange', onSelection);
      document.removeEventListener('focusout', onLeave);
    };
  }, [services, conversationSid]);
  return {
    token,
    dismiss: () => {
      dismissedAt.current = token?.start ?? null;
      setToken(null);
    },
  };
}

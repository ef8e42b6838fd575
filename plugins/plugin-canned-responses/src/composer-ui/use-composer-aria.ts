import { useEffect } from 'react';
import type { AgentServices } from '../insert/agent-services';

/**
 * Tells screen readers about the list through the field that has the focus. Flex's textarea keeps its role: a combobox is
 * not allowed there, and a text field may name its active option without it.
 */
export function useComposerAria(
  services: AgentServices,
  conversationSid: string,
  listId: string,
  activeId: string | null,
): void {
  useEffect(() => {
    const field = services.composer.element(conversationSid);
    const attributes = { 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox', 'aria-controls': listId };
    for (const [name, value] of Object.entries(attributes)) field?.setAttribute(name, value);
    return () => {
      for (const name of [...Object.keys(attributes), 'aria-activedescendant']) field?.removeAttribute(name);
    };
  }, [services, conversationSid, listId]);
  useEffect(() => {
    const field = services.composer.element(conversationSid);
    if (activeId === null) {
      field?.removeAttribute('aria-activedescendant');
      return;
    }
    field?.setAttribute('aria-activedescendant', activeId);
    document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [services, conversationSid, activeId]);
}

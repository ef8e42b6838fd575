import { useEffect, type RefObject } from 'react';

/**
 * `/` moves the focus to the search field, from inside the view or when nothing has the focus; never from elsewhere in
 * Flex, and never from a field, where it is a character.
 */
export function useSearchKey(view: RefObject<HTMLElement>, search: RefObject<HTMLInputElement>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { target } = event;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return;
      const isField = target.matches('input, textarea, select, [contenteditable]');
      const isOurs = target === document.body || view.current?.contains(target) === true;
      if (isField || !isOurs) return;
      event.preventDefault();
      search.current?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [view, search]);
}

import { isComposer } from '../insert/find-composer';

/**
 * Keeps an Enter that is held down from sending. What it does first may put the focus into the message field, or take the
 * key there, and the browser goes on repeating it: a text that nobody has read would go out. Repetitions only reach the
 * message field when they began there as Flex's own.
 *
 * @param page the window, which is first of all to hear of a key
 * @returns stops it
 */
export function blockRepeatedEnter(page: Window): () => void {
  /** The press that is being repeated; null while its beginning was not seen. */
  let first: KeyboardEvent | null = null;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    if (!event.repeat) {
      first = event;
      return;
    }
    if (!isComposer(event.target)) return;
    // Whether it was taken is only known afterwards, so the event itself is asked.
    if (first !== null && first.target === event.target && !first.defaultPrevented) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  page.addEventListener('keydown', onKeyDown, true);
  return () => {
    page.removeEventListener('keydown', onKeyDown, true);
  };
}

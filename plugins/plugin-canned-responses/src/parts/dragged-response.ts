import { announce, type Desk } from '../insert/agent-services';
import { strings } from './strings';

/** Type of what is dragged: foreign drop targets do not know it, and text fields take nothing of it. */
export const CARRIED_TYPE = 'application/x-flex-canned-response';

/** Puts down what is carried, without an insertion. Nothing happens when nothing is. */
export function cancelCarrying(desk: Pick<Desk, 'carried' | 'news'>): void {
  const carried = desk.carried.getSnapshot();
  if (carried === null) return;
  desk.carried.set(null);
  announce(desk, strings.dragCancelled(carried.item.title));
}

/**
 * Ends a drag that no drop zone has taken. The row it began at may be gone from the list by then, and with it the end of
 * the drag: a pointer that moves without a pressed button says so, too.
 *
 * @returns stops it
 */
export function watchDragEnd(desk: Pick<Desk, 'carried' | 'news'>, page: Document = document): () => void {
  const onEnd = (): void => {
    if (desk.carried.getSnapshot()?.by === 'pointer') cancelCarrying(desk);
  };
  const onMove = ({ buttons }: MouseEvent): void => {
    if (buttons === 0) onEnd();
  };
  page.addEventListener('dragend', onEnd);
  page.addEventListener('mousemove', onMove);
  return () => {
    page.removeEventListener('dragend', onEnd);
    page.removeEventListener('mousemove', onMove);
  };
}

import { announce, type AgentServices } from '../insert/agent-services';
import { strings } from './strings';

/** Type of what is dragged: foreign drop targets do not know it, and text fields take nothing of it. */
export const DRAG_TYPE = 'application/x-flex-canned-response';

/** Puts down what is dragged, without an insertion. Nothing happens when nothing is. */
export function cancelDrag(services: Pick<AgentServices, 'dragged' | 'announcement'>): void {
  const dragged = services.dragged.getSnapshot();
  if (dragged === null) return;
  services.dragged.set(null);
  announce(services, strings.dragCancelled(dragged.item.title));
}

/**
 * Ends a drag that no drop zone has taken. The row it began at may be gone from the list by then, and with it the end of
 * the drag: a pointer that moves without a pressed button says so, too.
 *
 * @returns stops it
 */
export function watchDragEnd(
  services: Pick<AgentServices, 'dragged' | 'announcement'>,
  page: Document = document,
): () => void {
  const onEnd = (): void => {
    if (services.dragged.getSnapshot()?.by === 'pointer') cancelDrag(services);
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

import type { AgentServices } from '../insert/agent-services';
import { dropOffset } from '../insert/drop-offset';
import type { Selection } from '../model/edit-text';
import { conversationArea, isInside } from './bounds';

interface PointerWatch {
  readonly services: AgentServices;
  readonly conversationSid: string;
  readonly onOver: (isOver: boolean) => void;
  /** With the offset in the draft under the pointer; null for the caret. */
  readonly onDrop: (at: number | null) => void;
}

/**
 * Follows the pointer over the conversation. Over the message field the caret goes along, to show where the text will
 * stand; elsewhere, and when nothing is dropped, it goes back to where it was.
 */
export function watchPointer({ services, conversationSid, onOver, onDrop }: PointerWatch): () => void {
  const field = (): HTMLTextAreaElement | null => services.composer.element(conversationSid);
  const before: Selection | null = services.composer.read(conversationSid)?.selection ?? null;
  let isDropped = false;
  const restore = (): void => {
    if (before !== null && !isDropped) field()?.setSelectionRange(before.start, before.end);
  };
  const offsetAt = ({ clientX, clientY }: DragEvent): number | null => {
    const textarea = field();
    return textarea === null || !isInside(textarea, clientX, clientY) ? null : dropOffset(textarea, clientX, clientY);
  };
  const isOverArea = ({ clientX, clientY }: DragEvent): boolean => {
    const area = conversationArea(field());
    return area !== null && isInside(area, clientX, clientY);
  };

  function onDragOver(event: DragEvent): void {
    const isOver = isOverArea(event);
    onOver(isOver);
    if (!isOver) {
      restore();
      return;
    }
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    const offset = offsetAt(event);
    if (offset === null) {
      restore();
      return;
    }
    field()?.focus();
    field()?.setSelectionRange(offset, offset);
  }

  function onDropped(event: DragEvent): void {
    if (!isOverArea(event)) return;
    event.preventDefault();
    event.stopPropagation();
    const offset = offsetAt(event);
    if (offset === null) restore();
    isDropped = true;
    onDrop(offset);
  }

  document.addEventListener('dragover', onDragOver, true);
  document.addEventListener('drop', onDropped, true);
  return () => {
    document.removeEventListener('dragover', onDragOver, true);
    document.removeEventListener('drop', onDropped, true);
    restore();
  };
}

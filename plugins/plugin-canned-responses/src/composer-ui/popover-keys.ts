import type { Insertion } from '../insert/insert-response';
import { isSendKey } from '../insert/send-draft';

interface KeyActions {
  /** False while no option is active. */
  readonly canChoose: boolean;
  readonly canSend: boolean;
  readonly onDismiss: () => void;
  readonly onMove: (step: 1 | -1) => void;
  readonly onChoose: (finish: Pick<Insertion, 'then'>) => void;
}

/** Does what a key in the message field asks of the popover. @returns whether the key was taken */
export function takeKey(
  event: KeyboardEvent,
  { canChoose, canSend, onDismiss, onMove, onChoose }: KeyActions,
): boolean {
  if (event.key === 'Escape') {
    onDismiss();
    return true;
  }
  if (!canChoose) return false;
  if (isSendKey(event)) {
    // Where nothing is offered to be sent, the key is Flex's.
    if (canSend && !event.repeat) onChoose({ then: 'send' });
    return canSend;
  }
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    onMove(event.key === 'ArrowDown' ? 1 : -1);
    return true;
  }
  if ((event.key !== 'Enter' && event.key !== 'Tab') || event.shiftKey) return false;
  // A key that is still held down from something else chooses nothing.
  if (!event.repeat) onChoose({});
  return true;
}

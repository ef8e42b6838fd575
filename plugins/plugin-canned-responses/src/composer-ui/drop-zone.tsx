import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import React, { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { dropOffset } from '../insert/drop-offset';
import type { Selection } from '../model/edit-text';
import type { Desk, ResponseSource } from '../insert/agent-services';
import { insertResponse } from '../insert/insert-response';
import { createPrefetcher } from '../data/load-response';
import { availabilityOf } from '../insert/task-facts';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { conversationArea, isInside, useBounds } from './bounds';
import { composerStrings } from './composer-strings';
import { useTask } from '../parts/use-task';

interface DropZoneProps {
  readonly desk: Desk;
  readonly source: ResponseSource;
  readonly conversationSid: string;
}

/** While a response is carried, the whole conversation takes it: over the message field at the pointer, else at the caret. */
export function DropZone({ desk, source, conversationSid }: DropZoneProps): React.JSX.Element | null {
  const carried = useSource(desk.carried);
  const availability = availabilityOf(useTask(desk));
  if (carried === null || availability.kind === 'off' || availability.conversationSid !== conversationSid) return null;
  return <OpenZone desk={desk} source={source} conversationSid={conversationSid} {...carried} />;
}

interface OpenZoneProps extends DropZoneProps {
  readonly item: CannedResponseItem;
  readonly by: 'pointer' | 'keyboard';
}

function OpenZone({ desk, source, conversationSid, item, by }: OpenZoneProps): React.JSX.Element | null {
  const bounds = useBounds(() => areaOf(desk, conversationSid));
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const prefetcher = createPrefetcher(source.store);
    prefetcher.look(item);
    return prefetcher.stop;
  }, [source.store, item]);
  useEffect(() => {
    if (by === 'keyboard') return undefined;
    return watchPointer({
      desk,
      conversationSid,
      onOver: setIsOver,
      onDrop: (at) => {
        desk.carried.set(null);
        const place = at === null ? ({ kind: 'caret' } as const) : ({ kind: 'range', start: at, end: at } as const);
        void insertResponse(desk, source, { item, conversationSid, way: 'drag', place });
      },
    });
  }, [by, desk, source, conversationSid, item]);
  if (bounds === null) return null;
  const { left, top, width, height } = bounds;
  return createPortal(
    <Box
      position="fixed"
      zIndex="zIndex80"
      display="flex"
      alignItems="center"
      justifyContent="center"
      padding="space40"
      borderStyle="dashed"
      borderWidth="borderWidth20"
      borderRadius="borderRadius30"
      borderColor={isOver ? 'colorBorderPrimaryStrong' : 'colorBorderPrimary'}
      style={{
        left,
        top,
        width,
        height,
        boxSizing: 'border-box',
        backgroundColor: isOver ? 'rgba(204, 228, 255, 0.45)' : 'rgba(235, 244, 255, 0.35)',
        // The pointer must reach the message field below, which knows where its caret would be.
        pointerEvents: by === 'pointer' ? 'none' : 'auto',
        cursor: 'copy',
      }}
      data-testid="canned-drop-zone"
      data-over={isOver}
      onMouseDown={(event: React.MouseEvent) => {
        // Keeps the focus, and so what is lifted, at the handle.
        event.preventDefault();
      }}
      onClick={() => {
        desk.carried.set(null);
        void insertResponse(desk, source, { item, conversationSid, way: 'click', place: { kind: 'caret' } });
      }}
    >
      <Box
        paddingX="space50"
        paddingY="space30"
        borderRadius="borderRadius20"
        backgroundColor="colorBackgroundBody"
        boxShadow="shadow"
        color="colorTextLinkStronger"
        fontWeight="fontWeightSemibold"
        textAlign="center"
      >
        <bdi dir="auto">
          {by === 'pointer' ? composerStrings.dropHere(item.title) : composerStrings.dropWithKey(item.title)}
        </bdi>
      </Box>
    </Box>,
    document.body,
  );
}

const areaOf = (desk: Desk, conversationSid: string): Element | null =>
  conversationArea(desk.composer.element(conversationSid));

interface PointerWatch {
  readonly desk: Desk;
  readonly conversationSid: string;
  readonly onOver: (isOver: boolean) => void;
  /** With the offset in the draft under the pointer; null for the caret. */
  readonly onDrop: (at: number | null) => void;
}

/**
 * Follows the pointer over the conversation. Over the message field the caret goes along, to show where the text will
 * stand; elsewhere, and when nothing is dropped, it goes back to where it was.
 */
function watchPointer({ desk, conversationSid, onOver, onDrop }: PointerWatch): () => void {
  const field = (): HTMLTextAreaElement | null => desk.composer.element(conversationSid);
  const before: Selection | null = desk.composer.read(conversationSid)?.selection ?? null;
  let isDropped = false;
  const restore = (): void => {
    if (before !== null && !isDropped) field()?.setSelectionRange(before.start, before.end);
  };
  const offsetAt = ({ clientX, clientY }: DragEvent): number | null => {
    const textarea = field();
    return textarea === null || !isInside(textarea, clientX, clientY) ? null : dropOffset(textarea, clientX, clientY);
  };
  const isOverArea = ({ clientX, clientY }: DragEvent): boolean => {
    const area = areaOf(desk, conversationSid);
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

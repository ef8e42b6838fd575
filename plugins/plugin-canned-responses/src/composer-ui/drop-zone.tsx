import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import React, { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { dropOffset } from '../insert/drop-offset';
import type { Selection } from '../model/edit-text';
import type { AgentServices, ResponseAccess } from '../insert/agent-services';
import { insertResponse } from '../insert/insert-response';
import { createPrefetcher } from '../data/load-response';
import { availabilityOf } from '../insert/task-facts';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { conversationArea, isInside, useBounds } from './bounds';
import { composerStrings } from './composer-strings';
import { useTask } from '../parts/use-task';

interface DropZoneProps {
  readonly services: AgentServices;
  readonly access: ResponseAccess;
  readonly conversationSid: string;
}

/** While a response is dragged, the whole conversation takes it: over the message field at the pointer, else at the caret. */
export function DropZone({ services, access, conversationSid }: DropZoneProps): React.JSX.Element | null {
  const dragged = useSource(services.dragged);
  const availability = availabilityOf(useTask(services));
  if (dragged === null || availability.kind === 'off' || availability.conversationSid !== conversationSid) return null;
  return <OpenZone services={services} access={access} conversationSid={conversationSid} {...dragged} />;
}

interface OpenZoneProps extends DropZoneProps {
  readonly item: CannedResponseItem;
  readonly by: 'pointer' | 'keyboard';
}

function OpenZone({ services, access, conversationSid, item, by }: OpenZoneProps): React.JSX.Element | null {
  const bounds = useBounds(() => areaOf(services, conversationSid));
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const prefetcher = createPrefetcher(access.store);
    prefetcher.prefetch(item);
    return prefetcher.stop;
  }, [access.store, item]);
  useEffect(() => {
    if (by === 'keyboard') return undefined;
    return watchPointer({
      services,
      conversationSid,
      onOver: setIsOver,
      onDrop: (at) => {
        services.dragged.set(null);
        const place = at === null ? ({ kind: 'caret' } as const) : ({ kind: 'range', start: at, end: at } as const);
        void insertResponse(services, access, { item, conversationSid, way: 'drag', place });
      },
    });
  }, [by, services, access, conversationSid, item]);
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
        services.dragged.set(null);
        void insertResponse(services, access, { item, conversationSid, way: 'click', place: { kind: 'caret' } });
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

const areaOf = (services: AgentServices, conversationSid: string): Element | null =>
  conversationArea(services.composer.element(conversationSid));

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
function watchPointer({ services, conversationSid, onOver, onDrop }: PointerWatch): () => void {
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
    const area = areaOf(services, conversationSid);
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

import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import React, { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { AgentServices, ResponseAccess } from '../insert/agent-services';
import { insertResponse } from '../insert/insert-response';
import { availabilityOf } from '../insert/task-facts';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { conversationArea, useBounds } from './bounds';
import { composerStrings } from './composer-strings';
import { usePrefetcher } from '../parts/use-prefetcher';
import { useTask } from '../parts/use-task';
import { watchPointer } from './watch-pointer';

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

function OpenZone(props: OpenZoneProps): React.JSX.Element | null {
  const { services, access, conversationSid, item, by } = props;
  const bounds = useBounds(() => conversationArea(services.composer.element(conversationSid)));
  usePrefetched(access, item);
  const isOver = usePointerDrop(props);
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
      <ZoneLabel item={item} by={by} />
    </Box>,
    document.body,
  );
}

/** Opens the Document of what may be dropped next. */
function usePrefetched({ store }: ResponseAccess, item: CannedResponseItem): void {
  const prefetcher = usePrefetcher(store);
  useEffect(() => {
    prefetcher.prefetch(item);
  }, [prefetcher, item]);
}

/**
 * Inserts what the pointer drops.
 *
 * @returns whether the pointer is over the conversation
 */
function usePointerDrop({ services, access, conversationSid, item, by }: OpenZoneProps): boolean {
  const [isOver, setIsOver] = useState(false);
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
  return isOver;
}

const ZoneLabel = ({ item, by }: Pick<OpenZoneProps, 'item' | 'by'>): React.JSX.Element => (
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
);

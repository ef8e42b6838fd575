import { Box } from '@twilio-paste/core/box';
import React, { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { AgentServices, Announcement } from '../insert/agent-services';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { useBounds, type Bounds } from './bounds';

/** Long enough to read a sentence twice. */
const SHOWN_MS = 6_000;

interface ErrorNoteProps {
  readonly services: AgentServices;
  readonly conversationSid: string;
}

/** What went wrong, for the eye; the live region says it to the ear. */
export function ErrorNote({ services, conversationSid }: ErrorNoteProps): React.JSX.Element | null {
  const announcement = useSource(services.announcement);
  const [doneNumber, setDoneNumber] = useState(announcement?.number ?? 0);
  const isShown = announcement !== null && announcement.isError && announcement.number > doneNumber;
  const number = announcement?.number ?? 0;
  useEffect(() => {
    if (!isShown) return undefined;
    const timer = setTimeout(() => {
      setDoneNumber(number);
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isShown, number]);
  const bounds = useBounds(() => services.composer.element(conversationSid));
  return isShown && bounds !== null ? <Note announcement={announcement} bounds={bounds} /> : null;
}

function Note({
  announcement,
  bounds,
}: {
  readonly announcement: Announcement;
  readonly bounds: Bounds;
}): React.JSX.Element {
  return createPortal(
    <Box
      aria-hidden="true"
      position="fixed"
      zIndex="zIndex70"
      padding="space30"
      borderRadius="borderRadius20"
      backgroundColor="colorBackgroundErrorWeakest"
      boxShadow="shadow"
      color="colorTextError"
      fontFamily="fontFamilyText"
      fontSize="fontSize30"
      style={{
        left: bounds.left,
        bottom: window.innerHeight - bounds.top + 8,
        maxWidth: Math.max(bounds.width, 240),
        boxSizing: 'border-box',
        pointerEvents: 'none',
      }}
      data-testid="canned-error"
    >
      <bdi dir="auto">{announcement.text}</bdi>
    </Box>,
    document.body,
  );
}

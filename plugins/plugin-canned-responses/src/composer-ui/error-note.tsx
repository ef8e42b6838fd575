import { Box } from '@twilio-paste/core/box';
import React, { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Desk, News } from '../insert/agent-services';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { useBounds, type Bounds } from './bounds';

/** Long enough to read a sentence twice. */
const SHOWN_MS = 6_000;

interface ErrorNoteProps {
  readonly desk: Desk;
  readonly conversationSid: string;
}

/** What went wrong, for the eye; the live region says it to the ear. */
export function ErrorNote({ desk, conversationSid }: ErrorNoteProps): React.JSX.Element | null {
  const news = useSource(desk.news);
  const [doneNumber, setDoneNumber] = useState(news?.number ?? 0);
  const isShown = news !== null && news.isError && news.number > doneNumber;
  const number = news?.number ?? 0;
  useEffect(() => {
    if (!isShown) return undefined;
    const timer = setTimeout(() => {
      setDoneNumber(number);
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isShown, number]);
  const bounds = useBounds(() => desk.composer.element(conversationSid));
  return isShown && bounds !== null ? <Note news={news} bounds={bounds} /> : null;
}

function Note({ news, bounds }: { readonly news: News; readonly bounds: Bounds }): React.JSX.Element {
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
      <bdi dir="auto">{news.text}</bdi>
    </Box>,
    document.body,
  );
}

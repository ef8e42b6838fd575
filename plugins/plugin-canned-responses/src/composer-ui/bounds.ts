import { useLayoutEffect, useRef, useState } from 'react';

/** Where an element stands in the window, in pixels. */
export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const CANVAS = '.Twilio-MessagingCanvas, .Twilio-ConversationCanvas';

/** The whole conversation that a message field belongs to; the field's own surroundings when Flex draws it elsewhere. */
export const conversationArea = (textarea: Element | null): Element | null =>
  textarea === null ? null : (textarea.closest(CANVAS) ?? textarea.parentElement);

export function isInside(element: Element, x: number, y: number): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return x >= left && x <= right && y >= top && y <= bottom;
}

/** Follows where an element stands while it is shown; null when it is not on the page. */
export function useBounds(find: () => Element | null): Bounds | null {
  const [bounds, setBounds] = useState<Bounds | null>(null);
  const latest = useRef(find);
  useLayoutEffect(() => {
    latest.current = find;
  });
  useLayoutEffect(() => {
    const measure = (): void => {
      const element = latest.current();
      const next = element === null ? null : boundsOf(element);
      setBounds((before) => (isSame(before, next) ? before : next));
    };
    measure();
    const element = latest.current();
    const observer = typeof ResizeObserver === 'undefined' || element === null ? null : new ResizeObserver(measure);
    if (element !== null) observer?.observe(element);
    window.addEventListener('resize', measure);
    document.addEventListener('scroll', measure, true);
    return () => {
      observer?.disconnect();
      window.removeEventListener('resize', measure);
      document.removeEventListener('scroll', measure, true);
    };
  }, []);
  return bounds;
}

function boundsOf(element: Element): Bounds {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { left, top, width, height };
}

const isSame = (a: Bounds | null, b: Bounds | null): boolean =>
  a === b ||
  (a !== null && b !== null && a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height);

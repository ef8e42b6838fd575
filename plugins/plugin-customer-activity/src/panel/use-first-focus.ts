import { useEffect, useRef, type RefObject } from 'react';

/** Made when a person made what she was using give way to something else. */
export interface FocusRequest {
  readonly make: () => void;
  /** Whether there is one; whoever asks fulfils it. */
  readonly take: () => boolean;
}

export function createFocusRequest(): FocusRequest {
  let isMade = false;
  return {
    make() {
      isMade = true;
    },
    take() {
      const wasMade = isMade;
      isMade = false;
      return wasMade;
    },
  };
}

/** Puts the focus on what took the place of what the person was using, unless she went elsewhere meanwhile. */
export function useFirstFocus<T extends HTMLElement>(request: FocusRequest): RefObject<T> {
  const target = useRef<T>(null);
  useEffect(() => {
    if (request.take() && document.activeElement === document.body) target.current?.focus();
  }, [request]);
  return target;
}

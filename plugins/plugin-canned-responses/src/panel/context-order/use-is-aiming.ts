import { useEffect, useState, type RefObject } from 'react';

/** After the last key in the panel: time to read what a key has chosen, and to press the next one. */
const KEYS_REST_MS = 2_000;

/**
 * Whether somebody is about to choose a row: the pointer is over the panel and no key was pressed elsewhere since, or a
 * key was pressed in the panel a moment ago. Rows stay where they are then.
 *
 * @param isWatched false where nothing could move: nobody listens then
 */
export function useIsAiming(panel: RefObject<HTMLElement>, isWatched: boolean): boolean {
  const [isAiming, setIsAiming] = useState(false);
  useEffect(() => {
    const element = panel.current;
    if (!isWatched || element === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = (): void => {
      clearTimeout(timer);
      setIsAiming(false);
    };
    const onPoint = (): void => {
      clearTimeout(timer);
      setIsAiming(true);
    };
    const onKey = ({ target }: Event): void => {
      end();
      if (!(target instanceof Node) || !element.contains(target)) return;
      setIsAiming(true);
      timer = setTimeout(end, KEYS_REST_MS);
    };
    element.addEventListener('mousemove', onPoint);
    element.addEventListener('mouseleave', end);
    document.addEventListener('keydown', onKey, true);
    // It may rest there since before anybody listened.
    if (element.matches(':hover')) onPoint();
    return () => {
      element.removeEventListener('mousemove', onPoint);
      element.removeEventListener('mouseleave', end);
      document.removeEventListener('keydown', onKey, true);
      end();
    };
  }, [panel, isWatched]);
  return isAiming;
}

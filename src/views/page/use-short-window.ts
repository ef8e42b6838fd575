import { useSyncExternalStore } from 'use-sync-external-store/shim';
import type { Source } from '../../observable';

/** What Flex leaves of a window of this height is not enough for a head, a table and its totals: 720 pixels at 200 %. */
const SHORT_WINDOW = '(max-height: 560px)';

/** What three columns beside Flex's own navigation need. */
const NARROW_WINDOW = '(max-width: 1100px)';

/** Whether the window is too low for parts that stay in sight, as with a large zoom. */
export const useShortWindow = (): boolean => useSyncExternalStore(short.subscribe, short.getSnapshot, never);

/** Whether the window is too narrow for three columns beside each other. */
export const useNarrowWindow = (): boolean => useSyncExternalStore(narrow.subscribe, narrow.getSnapshot, never);

const short = windowIs(SHORT_WINDOW);
const narrow = windowIs(NARROW_WINDOW);

function windowIs(condition: string): Source<boolean> {
  /** Undefined where there is no layout, as in jsdom. */
  const windowQuery = (): MediaQueryList | undefined =>
    typeof window.matchMedia === 'function' ? window.matchMedia(condition) : undefined;
  return {
    getSnapshot: () => windowQuery()?.matches ?? false,
    subscribe(listener) {
      const query = windowQuery();
      query?.addEventListener('change', listener);
      return () => query?.removeEventListener('change', listener);
    },
  };
}

const never = (): boolean => false;

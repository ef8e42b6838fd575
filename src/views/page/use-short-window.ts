import { useSyncExternalStore } from 'use-sync-external-store/shim';

/** What Flex leaves of a window of this height is not enough for a head, a table and its totals: 720 pixels at 200 %. */
const SHORT_WINDOW = '(max-height: 560px)';

/** Whether the window is too low for parts that stay in sight, as with a large zoom. */
export const useShortWindow = (): boolean => useSyncExternalStore(subscribe, isShort, never);

function subscribe(listener: () => void): () => void {
  const query = windowQuery();
  query?.addEventListener('change', listener);
  return () => query?.removeEventListener('change', listener);
}

const isShort = (): boolean => windowQuery()?.matches ?? false;

const never = (): boolean => false;

/** Undefined where there is no layout, as in jsdom. */
const windowQuery = (): MediaQueryList | undefined =>
  typeof window.matchMedia === 'function' ? window.matchMedia(SHORT_WINDOW) : undefined;

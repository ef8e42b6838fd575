import { createListeners, type Listeners } from '../../observable';

/** Who follows an object: everyone hears of it, and those who wait for it have it opened before the others. */
export interface Subscribers extends Pick<Listeners, 'current' | 'count'> {
  /** @param onLast called when nobody is left. @returns ends it; ending it twice is ending it once */
  readonly add: (listener: () => void, isBackground: boolean, onLast: () => void) => () => void;
  /** Whether nobody waits. */
  readonly areInBackground: () => boolean;
}

export function createSubscribers(): Subscribers {
  const { subscribe, current, count } = createListeners();
  let waiting = 0;
  return {
    current,
    count,
    areInBackground: () => waiting === 0,
    add(listener, isBackground, onLast) {
      const stop = subscribe(listener);
      if (!isBackground) waiting += 1;
      let isSubscribed = true;
      return () => {
        if (!isSubscribed) return;
        isSubscribed = false;
        stop();
        if (!isBackground) waiting -= 1;
        if (count() === 0) onLast();
      };
    },
  };
}

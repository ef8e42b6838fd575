/** Something whose new state becomes visible at a commit. */
export interface Committable {
  /** Makes the newest state visible. @returns who must hear about it; nobody when nothing changed */
  commit(): Iterable<() => void>;
}

/** Gathers changes, so that all events of one tick make one commit and one notification per listener. */
export interface CommitQueue {
  schedule(changed: Committable): void;
  /** Forgets what is scheduled. */
  clear(): void;
}

/** @param intervalMs 0 commits in a microtask; more commits at most that often */
export function createCommitQueue(intervalMs: number): CommitQueue {
  const changed = new Set<Committable>();
  let isScheduled = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    isScheduled = false;
    const batch = [...changed];
    changed.clear();
    // First every state, then every listener: a listener that reads two objects must not see half a tick. A listener
    // of several objects is one entry of the set, and is called once.
    const listeners = new Set(batch.flatMap((each) => [...each.commit()]));
    for (const listener of listeners) notify(listener);
  }

  return {
    schedule(each) {
      changed.add(each);
      if (isScheduled) return;
      isScheduled = true;
      if (intervalMs > 0) timer = setTimeout(flush, intervalMs);
      // Not queueMicrotask: fake timers in a plugin's tests would stop it.
      else void Promise.resolve().then(flush);
    },
    clear() {
      changed.clear();
      if (timer !== undefined) {
        clearTimeout(timer);
        isScheduled = false;
      }
    },
  };
}

/** The listeners belong to several plugins: one that throws must not silence the rest. Its error still surfaces. */
function notify(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    void Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }
}

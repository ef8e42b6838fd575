/** Of the browser's page: what keeps the screen on. */
export interface AwakePage {
  readonly document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
  /** Absent in old browsers and on pages without TLS. */
  readonly wakeLock?: { readonly request: (type: 'screen') => Promise<WakeLockSentinel> } | undefined;
}

/**
 * Keeps the screen on until the returned function is called. The browser takes the lock away while the page is hidden, so
 * it is asked for again when it is seen.
 *
 * @param tell whether the screen is kept on, whenever that is known anew; not told on purpose while the page is hidden
 */
export function keepAwake({ document, wakeLock }: AwakePage, tell: (isAwake: boolean) => void): () => void {
  const locks = new Set<WakeLockSentinel>();
  let isOver = false;
  // Asked anew after each wait, as it may have changed meanwhile.
  const isWanted = (): boolean => !isOver && document.visibilityState === 'visible' && locks.size === 0;

  async function ask(): Promise<void> {
    if (!isWanted()) return;
    try {
      const lock = await wakeLock?.request('screen');
      if (lock === undefined || isWanted()) keep(lock);
      else await lock.release();
    } catch {
      // Refused by the battery, a policy or the person: the wall says it, and asks again when it is seen anew.
      keep(undefined);
    }
  }
  function keep(lock: WakeLockSentinel | undefined): void {
    if (!isWanted()) return;
    tell(lock !== undefined);
    if (lock === undefined) return;
    locks.add(lock);
    lock.addEventListener('release', () => {
      locks.delete(lock);
      // Taken away from a page that is seen.
      keep(undefined);
    });
  }
  const onSeen = (): void => void ask();

  document.addEventListener('visibilitychange', onSeen);
  onSeen();
  return () => {
    isOver = true;
    document.removeEventListener('visibilitychange', onSeen);
    for (const lock of locks) lock.release().catch(() => undefined);
  };
}

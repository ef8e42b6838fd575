/** What is asked again and again. */
export interface PollingOptions {
  /** Told to give up when nobody wants to know any more. Rejects to be asked slowly. */
  readonly ask: (signal: AbortSignal) => Promise<void>;
  /** From one question to the next; the next one waits for the answer. */
  readonly everyMs: number;
  /** After a failure. */
  readonly slowMs: number;
}

/** Between an answer that came late and the next question. */
const LEAST_PAUSE_MS = 100;

/** Asks at once, then again and again, as long as somebody can see the page. @returns ends it */
export function startPolling({ ask, everyMs, slowMs }: PollingOptions): () => void {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;

  async function round(): Promise<void> {
    if (isAsking || abort.signal.aborted || document.visibilityState === 'hidden') return;
    isAsking = true;
    const began = Date.now();
    const wait = await ask(abort.signal).then(
      () => Math.max(LEAST_PAUSE_MS, everyMs - (Date.now() - began)),
      () => slowMs,
    );
    isAsking = false;
    if (!isAborted(abort.signal)) timer = setTimeout(() => void round(), wait);
  }

  function onVisibility(): void {
    clearTimeout(timer);
    void round();
  }

  document.addEventListener('visibilitychange', onVisibility);
  void round();
  return () => {
    abort.abort();
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}

/** Read anew after each wait: the type checker takes the flag for a constant. */
const isAborted = (signal: AbortSignal): boolean => signal.aborted;

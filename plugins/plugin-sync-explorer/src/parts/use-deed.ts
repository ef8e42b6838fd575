import { useEffect, useRef, useState } from 'react';
import { problemOf, type Problem } from '../data/problem';

/** Something that a button does at the backend. */
export interface Deed {
  /** Does it, unless it is being done. */
  readonly run: () => void;
  readonly isBusy: boolean;
  /** Why it was not done the last time. */
  readonly problem: Problem | null;
}

/** @param onDone is told nothing once the button is gone */
export function useDeed<T>(
  deed: () => Promise<T>,
  onDone: (answer: T) => void,
  onFailed?: (error: unknown) => void,
): Deed {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);

  async function run(): Promise<void> {
    setIsBusy(true);
    setProblem(null);
    try {
      const answer = await deed();
      if (isGone.current) return;
      setIsBusy(false);
      onDone(answer);
    } catch (error) {
      if (isGone.current) return;
      setIsBusy(false);
      setProblem(problemOf(error));
      onFailed?.(error);
    }
  }

  return {
    run() {
      if (!isBusy) void run();
    },
    isBusy,
    problem,
  };
}

import { useSource } from '@flex-sync-suite/shared/hooks';
import { useEffect, useMemo } from 'react';
import type { CustomerFinder, Finding } from './customer-finder';
import type { SelectedTask } from './task-port';

/** How long a failure that may pass is left alone before it is asked again, while somebody looks. */
export const ASK_AGAIN_MS = 20_000;

/** Finds out who the customer of a task is, while it is shown; what passes by itself is asked again by itself. */
export function useFinding(finder: CustomerFinder, task: SelectedTask): Finding {
  const finding = useSource(useMemo(() => finder.findingOf(task), [finder, task]));
  useEffect(() => {
    finder.request(task);
  }, [finder, task]);
  const isPassing = finding.status === 'failed' && finding.isPassing;
  useEffect(() => {
    if (!isPassing) return undefined;
    const timer = window.setTimeout(() => {
      finder.lookAgain(task);
    }, ASK_AGAIN_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [finder, task, isPassing]);
  return finding;
}

import { useSource } from '@flex-sync-suite/shared/hooks';
import { useEffect, useRef } from 'react';
import type { AnswerWatch, WatchedAnswer } from './answer-watch';

/**
 * Follows an answer while the component is there.
 *
 * @param version of what it is about: another one has it asked anew
 */
export function useAnswer<Answer>(watch: AnswerWatch<Answer>, version: unknown): WatchedAnswer<Answer> {
  const watched = useSource(watch);
  const known = useRef(version);
  useEffect(() => {
    if (known.current === version) return;
    known.current = version;
    watch.changed();
  }, [watch, version]);
  return watched;
}

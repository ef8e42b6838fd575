import { useSourceState } from '@flex-sync-suite/shared/hooks';
import type { ValueSource } from '@flex-sync-suite/shared/observable';
import { useCallback, useMemo } from 'react';
import type { ChosenFilter } from './panel-memory';
import { servesLanguage, type VariantPreference } from '../model/choose-variant';
import { NO_FILTER, type Facets, type ResponseFilter } from '../model/filter-responses';

interface TaskFilter {
  readonly filter: ResponseFilter;
  readonly change: (change: Partial<ResponseFilter>) => void;
  /** Shows everything, the task's own channel and language included. */
  readonly clear: () => void;
}

/**
 * The chips. Channel and language of the task are chosen until the agent chooses otherwise, for this task only; a
 * language that no response has would hide everything, so it is not chosen.
 */
export function useTaskFilter(
  memory: ValueSource<ChosenFilter>,
  conversationSid: string | null,
  preference: VariantPreference,
  facets: Facets,
): TaskFilter {
  const [chosen, setChosen] = useSourceState(memory);
  const preferred = preference.language;
  const language =
    preferred === null ? null : (facets.languages.find(({ value }) => servesLanguage(value, preferred))?.value ?? null);
  const { channel } = preference;
  const filter = useMemo(
    () => ({ ...NO_FILTER, channel, language, ...(chosen.of === conversationSid ? chosen.change : {}) }),
    [channel, language, chosen, conversationSid],
  );
  const change = useCallback(
    (next: Partial<ResponseFilter>) => {
      setChosen((before) => ({
        of: conversationSid,
        change: before.of === conversationSid ? { ...before.change, ...next } : next,
      }));
    },
    [conversationSid, setChosen],
  );
  const clear = useCallback(() => {
    setChosen({ of: conversationSid, change: NO_FILTER });
  }, [conversationSid, setChosen]);
  return { filter, change, clear };
}

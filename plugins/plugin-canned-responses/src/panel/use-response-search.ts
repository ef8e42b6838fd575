import { useSourceState } from '@flex-sync-suite/shared/hooks';
import { useMemo } from 'react';
import type { AgentLibrary } from '../data/library-store';
import { preferenceOf } from '../insert/task-facts';
import type { VariantPreference } from '../model/choose-variant';
import type { ComposerInputs } from '../model/composer-state';
import type { Facets, ResponseFilter } from '../model/filter-responses';
import type { SearchHit } from '../model/search-index';
import { useFacets, useHits } from '../parts/use-responses';
import type { PanelMemory } from './panel-memory';
import { useTaskFilter } from './use-task-filter';

/** What is searched for, and what was found. */
export interface ResponseSearch {
  readonly query: string;
  readonly setQuery: (query: string) => void;
  readonly filter: ResponseFilter;
  readonly facets: Facets;
  readonly changeFilter: (change: Partial<ResponseFilter>) => void;
  /** Shows everything. */
  readonly clear: () => void;
  readonly hits: readonly SearchHit[];
  /** Of the texts: the language that the chips show, before that of the task. */
  readonly preference: VariantPreference;
}

/** Search and chips of the panel; they are as they were left. */
export function useResponseSearch(memory: PanelMemory, library: AgentLibrary, task: ComposerInputs): ResponseSearch {
  const taskPreference = preferenceOf(task);
  const [query, setQuery] = useSourceState(memory.query);
  const facets = useFacets(library);
  const taskFilter = useTaskFilter(memory.chosen, task.task?.conversationSid ?? null, taskPreference, facets);
  const { filter } = taskFilter;
  return {
    query,
    setQuery,
    filter,
    facets,
    changeFilter: taskFilter.change,
    clear() {
      setQuery('');
      taskFilter.clear();
    },
    hits: useHits(library, query, filter),
    preference: usePreference(filter.language, taskPreference),
  };
}

function usePreference(chosen: string | null, { language, channel }: VariantPreference): VariantPreference {
  return useMemo(() => ({ language: chosen ?? language, channel }), [chosen, language, channel]);
}

import { useSource, useSourceState } from '@flex-sync-suite/shared/hooks';
import { ControlRow, type LiveViewState, placeholderState, useShortWindow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React, { useLayoutEffect, useMemo, type RefObject } from 'react';
import { availabilityOf, preferenceOf } from '../insert/task-facts';
import type { AgentLibrary } from '../data/library-store';
import type { VariantPreference } from '../model/choose-variant';
import type { ComposerAvailability, ResponseListState } from '../model/library-view';
import { ResponsePreview } from '../preview/response-preview';
import { usePanel } from '../parts/panel-context';
import { FilterChips } from './filter-chips';
import { ComposerNote, PanelBanner, PanelMessage } from './panel-message';
import { ResponseList } from './response-list';
import { ResponseSheet } from '../parts/response-sheet';
import { useFavorite } from './use-favorite';
import { useFacets, useHits } from '../parts/use-responses';
import { usePreviewed } from './use-previewed';
import type { PanelMemory } from './panel-memory';
import { useTaskFilter } from './use-task-filter';
import { useTask } from '../parts/use-task';
import { usePrefetcher } from '../parts/use-prefetcher';
import { LibraryNote } from './library-note';
import { SearchField } from './search-field';
import { useInsert } from './use-insert';

export type PanelStateKind = LiveViewState['kind'] | 'no-lists';

interface ResponsesViewProps {
  readonly panel: RefObject<HTMLElement>;
  /** Of the panel while it is not shown. */
  readonly memory: PanelMemory;
  readonly onState: (kind: PanelStateKind) => void;
}

/** Search, chips, the list, and below it what one response says. */
export function ResponsesView({ panel, memory, onState }: ResponsesViewProps): React.JSX.Element {
  const { services, access } = usePanel();
  const canSend = access.settings.isInsertAndSendOn;
  const library = useSource(access.library);
  const task = useTask(services);
  const availability = useStableAvailability(availabilityOf(task));
  const taskPreference = preferenceOf(task);
  const [query, setQuery] = useSourceState(memory.query);
  const facets = useFacets(library);
  const { filter, change, clear } = useTaskFilter(
    memory.chosen,
    task.task?.conversationSid ?? null,
    taskPreference,
    facets,
  );
  const hits = useHits(library, query, filter);
  const shown = shownState(library, hits.length);
  useLayoutEffect(() => {
    onState(shown?.kind ?? library.state.kind);
  }, [onState, shown?.kind, library.state.kind]);
  const isShort = useShortWindow();
  const prefetcher = usePrefetcher(access.store);
  const preference = usePreference(filter.language, taskPreference);
  const { previewed, answers, setPreviewed, onAnswer } = usePreviewed(
    memory.opened,
    library,
    task.task?.conversationSid ?? null,
  );
  const setFavorite = useFavorite();
  const insert = useInsert(availability, preference, setPreviewed);
  const note = <LibraryNote library={library} count={hits.length} />;
  return (
    <>
      <ResponseSheet />
      <Box
        padding="space30"
        display="flex"
        flexDirection="column"
        rowGap={isShort ? 'space20' : 'space30'}
        flexShrink={0}
      >
        <PanelBanner state={library.state} />
        <ComposerNote availability={availability} />
        <SearchField
          panel={panel}
          query={query}
          onQuery={setQuery}
          onChoose={(isSend) => {
            const [first] = hits;
            if (first !== undefined) insert(first.item, 'key', canSend && isSend ? 'send' : undefined);
          }}
        />
        <ControlRow columnGap="space40">
          <FilterChips filter={filter} facets={facets} onChange={change} />
          {isShort ? note : null}
        </ControlRow>
        {isShort ? null : note}
      </Box>
      {shown === null ? (
        <ResponseList
          hits={hits}
          place={memory.place}
          own={library.own}
          preference={preference}
          openId={previewed?.id ?? null}
          onInsert={insert}
          canSend={canSend}
          onPreview={setPreviewed}
          onDwell={prefetcher.prefetch}
          onFavorite={setFavorite}
        />
      ) : (
        <PanelMessage
          state={shown}
          onClearFilter={() => {
            setQuery('');
            clear();
          }}
        />
      )}
      {previewed === null ? null : (
        <ResponsePreview
          // Another response, or another customer, is another form to fill in.
          key={`${previewed.id} ${task.task?.conversationSid ?? ''}`}
          item={previewed}
          isOffered={library.index.get(previewed.id) !== undefined}
          isFavorite={library.own.get(previewed.id)?.isFavorite === true}
          preference={preference}
          availability={availability}
          answers={answers}
          onAnswer={onAnswer}
          onFavorite={setFavorite}
          onClose={() => {
            setPreviewed(null);
          }}
        />
      )}
    </>
  );
}

const LOADING: ResponseListState = { kind: 'loading' };

/** What stands in place of the list; null for the list. */
function shownState({ state, index, isComplete }: AgentLibrary, hitCount: number): ResponseListState | null {
  if (state.kind === 'no-lists') return state;
  const placeholder = placeholderState(state, index.size, hitCount);
  // Nothing yet is not nothing.
  return placeholder?.kind === 'empty' && !isComplete ? LOADING : placeholder;
}

/** The same object while it says the same, for the memoised rows. */
function useStableAvailability(availability: ComposerAvailability): ComposerAvailability {
  const conversationSid = availability.kind === 'on' ? availability.conversationSid : null;
  const reason = availability.kind === 'off' ? availability.reason : 'not-written';
  return useMemo(
    () => (conversationSid === null ? { kind: 'off', reason } : { kind: 'on', conversationSid }),
    [conversationSid, reason],
  );
}

/** The language that the chips show, before that of the task. */
function usePreference(chosen: string | null, { language, channel }: VariantPreference): VariantPreference {
  return useMemo(() => ({ language: chosen ?? language, channel }), [chosen, language, channel]);
}

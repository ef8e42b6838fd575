import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { useSource, useSourceState } from '@flex-sync-suite/shared/hooks';
import {
  ControlRow,
  type LiveViewState,
  placeholderState,
  useSearchKey,
  useShortWindow,
} from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Input } from '@twilio-paste/core/input';
import { Text } from '@twilio-paste/core/text';
import React, { useCallback, useEffect, useLayoutEffect, useMemo, useRef, type RefObject } from 'react';
import { insertResponse } from '../insert/insert-response';
import { createPrefetcher } from '../data/load-response';
import { isSendKey } from '../insert/send-draft';
import { availabilityOf, preferenceOf } from '../insert/task-facts';
import type { AgentLibrary } from '../data/library-store';
import type { InsertWay } from '../data/own-use';
import type { VariantPreference } from '../model/choose-variant';
import type { ComposerAvailability, ResponseListState } from '../model/library-view';
import { MAX_QUERY_LENGTH } from '../model/search-index';
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
import { panelStrings } from './panel-strings';
import { useTask } from '../parts/use-task';

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
  const search = useRef<HTMLInputElement>(null);
  const isShort = useShortWindow();
  useSearchKey(panel, search);
  const prefetcher = useMemo(() => createPrefetcher(access.store), [access.store]);
  useEffect(() => prefetcher.stop, [prefetcher]);

  const preference = useMemo(
    (): VariantPreference => ({
      language: filter.language ?? taskPreference.language,
      channel: taskPreference.channel,
    }),
    [filter.language, taskPreference.language, taskPreference.channel],
  );
  const { previewed, answers, setPreviewed, onAnswer } = usePreviewed(
    memory.opened,
    library,
    task.task?.conversationSid ?? null,
  );
  const setFavorite = useFavorite();
  const insert = useCallback(
    (item: CannedResponseItem, way: InsertWay, then?: 'send') => {
      if (availability.kind === 'off') {
        setPreviewed(item);
        return;
      }
      const { conversationSid } = availability;
      const finish = then === undefined ? {} : { then };
      void insertResponse(services, access, {
        item,
        conversationSid,
        way,
        place: { kind: 'caret' },
        preference,
        ...finish,
      });
    },
    [availability, services, access, preference, setPreviewed],
  );
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
        <Input
          ref={search}
          type="search"
          aria-label={panelStrings.search}
          placeholder={panelStrings.searchPlaceholder}
          value={query}
          maxLength={MAX_QUERY_LENGTH}
          data-testid="canned-search"
          onChange={({ target }) => {
            setQuery(target.value);
          }}
          onKeyDown={(event) => {
            onSearchKey(event, panel, () => {
              const [first] = hits;
              if (first !== undefined) insert(first.item, 'key', canSend && isSendKey(event) ? 'send' : undefined);
            });
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

/** Enter in the search field, with Ctrl or without, inserts the best one; the arrow leads into the list. */
function onSearchKey(event: React.KeyboardEvent, panel: RefObject<HTMLElement>, onEnter: () => void): void {
  if (event.nativeEvent.isComposing) return;
  if (event.key === 'Enter') {
    event.preventDefault();
    // A key that is held down is one press.
    if (!event.repeat) onEnter();
  }
  if (event.key === 'ArrowDown') {
    event.preventDefault();
    panel.current?.querySelector<HTMLElement>('[data-response-id][tabindex="0"]')?.focus();
  }
}

/** How many there are, and what is still missing. */
function LibraryNote({
  library,
  count,
}: {
  readonly library: AgentLibrary;
  readonly count: number;
}): React.JSX.Element {
  const { format } = usePanel();
  // An outage has its banner, which says it of every library.
  const problems = library.state.kind === 'ready' ? library.problems.length : 0;
  return (
    <Text as="p" fontSize="fontSize20" lineHeight="lineHeight20" color="colorTextWeak" role="status">
      <span data-testid="canned-count">{panelStrings.resultCount(format.count(count))}</span>
      {library.isComplete || library.state.kind === 'no-lists'
        ? null
        : ` ${panelStrings.incomplete(format.count(library.index.size))}`}
      {problems === 0 ? null : ` ${panelStrings.listProblems(format.count(problems))}`}
    </Text>
  );
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

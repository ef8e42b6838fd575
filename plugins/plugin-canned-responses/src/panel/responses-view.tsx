import { LiveClockContext, useSource } from '@flex-sync-suite/shared/hooks';
import { type LiveViewState, placeholderState } from '@flex-sync-suite/shared/views';
import React, { useLayoutEffect, useMemo, type RefObject } from 'react';
import type { AgentLibrary } from '../data/library-store';
import { availabilityOf } from '../insert/task-facts';
import type { ComposerAvailability, ResponseListState } from '../model/library-view';
import { usePanel } from '../parts/panel-context';
import { ResponseSheet } from '../parts/response-sheet';
import { usePrefetcher } from '../parts/use-prefetcher';
import { useTask } from '../parts/use-task';
import { ResponsePreview } from '../preview/response-preview';
import type { PanelMemory } from './panel-memory';
import { PanelMessage } from './panel-message';
import { ResponseList } from './response-list';
import { SearchControls } from './search-controls';
import { useFavorite } from './use-favorite';
import { useInsert } from './use-insert';
import { usePreviewed } from './use-previewed';
import { useResponseSearch } from './use-response-search';

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
  const search = useResponseSearch({ panel, memory }, library, task);
  const { hits, reasons, clock, preference } = search;
  const shown = useShownState(library, hits.length, onState);
  const prefetcher = usePrefetcher(access.store);
  const conversationSid = task.task?.conversationSid ?? null;
  const { previewed, answers, setPreviewed, onAnswer } = usePreviewed(memory.opened, library, conversationSid);
  const setFavorite = useFavorite();
  const insert = useInsert(availability, preference, setPreviewed);
  const chooseFirst = (isSend: boolean): void => {
    for (const { item } of hits.slice(0, 1)) insert(item, 'key', canSend && isSend ? 'send' : undefined);
  };
  return (
    <>
      <ResponseSheet />
      <SearchControls {...{ panel, library, availability, search }} onChoose={chooseFirst} />
      {shown === null ? (
        <LiveClockContext.Provider value={clock}>
          <ResponseList
            hits={hits}
            reasons={reasons}
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
        </LiveClockContext.Provider>
      ) : (
        <PanelMessage state={shown} onClearFilter={search.clear} />
      )}
      {previewed === null ? null : (
        <ResponsePreview
          // Another response, or another customer, is another form to fill in.
          key={`${previewed.id} ${conversationSid ?? ''}`}
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

/** Tells of the state that the panel is in, and gives what stands in place of the list; null for the list. */
function useShownState(
  library: AgentLibrary,
  hitCount: number,
  onState: ResponsesViewProps['onState'],
): ResponseListState | null {
  const shown = shownState(library, hitCount);
  const kind = shown?.kind ?? library.state.kind;
  useLayoutEffect(() => {
    onState(kind);
  }, [onState, kind]);
  return shown;
}

const LOADING: ResponseListState = { kind: 'loading' };

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

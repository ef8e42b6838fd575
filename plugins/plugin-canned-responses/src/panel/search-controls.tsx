import { ControlRow, useShortWindow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React, { type RefObject } from 'react';
import type { AgentLibrary } from '../data/library-store';
import type { ComposerAvailability } from '../model/library-view';
import { FilterChips } from './filter-chips';
import { LibraryNote } from './library-note';
import { ComposerNote, PanelBanner } from './panel-message';
import { SearchField } from './search-field';
import type { ResponseSearch } from './use-response-search';

interface SearchControlsProps {
  readonly panel: RefObject<HTMLElement>;
  readonly library: AgentLibrary;
  readonly availability: ComposerAvailability;
  readonly search: ResponseSearch;
  /** The best response is wanted, to be sent or not. */
  readonly onChoose: (isSend: boolean) => void;
}

/** What stands above the list: why it is not live or not to be used, the search, and how many there are. */
export function SearchControls(props: SearchControlsProps): React.JSX.Element {
  const { panel, library, availability, search, onChoose } = props;
  const isShort = useShortWindow();
  const note = <LibraryNote library={library} count={search.hits.length} />;
  return (
    <Box
      padding="space30"
      display="flex"
      flexDirection="column"
      rowGap={isShort ? 'space20' : 'space30'}
      flexShrink={0}
    >
      <PanelBanner state={library.state} />
      <ComposerNote availability={availability} />
      <SearchField panel={panel} query={search.query} onQuery={search.setQuery} onChoose={onChoose} />
      <ControlRow columnGap="space40">
        <FilterChips filter={search.filter} facets={search.facets} onChange={search.changeFilter} />
        {isShort ? note : null}
      </ControlRow>
      {isShort ? null : note}
    </Box>
  );
}

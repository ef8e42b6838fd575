import { ExplorerKind, SyncDeed } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Input } from '@twilio-paste/core/input';
import React from 'react';
import type { TimelineFilter } from '../model/timeline-log';
import { Choice } from '../parts/choice';
import { words } from '../parts/strings';

const texts = words.timeline;

interface TimelineFiltersProps {
  readonly filter: TimelineFilter;
  readonly onChange: (filter: TimelineFilter) => void;
  /** Only of the object that is chosen. */
  readonly isSelectedOnly: boolean;
  readonly onSelectedOnly: (isSelectedOnly: boolean) => void;
}

/** What of the timeline is shown: by object, kind, deed and identity. */
export function TimelineFilters(props: TimelineFiltersProps): React.JSX.Element {
  const { filter, onChange, isSelectedOnly, onSelectedOnly } = props;
  return (
    <>
      <Choice
        label={texts.object}
        value={isSelectedOnly ? 'chosen' : ''}
        options={[
          ['', texts.anyObject],
          ['chosen', texts.chosenObject],
        ]}
        onChange={(value) => {
          onSelectedOnly(value !== '');
        }}
      />
      <Choice
        label={texts.kind}
        value={filter.kind ?? ''}
        options={[['', texts.anyKind], ...ExplorerKind.options.map((kind) => [kind, words.kind[kind]] as const)]}
        onChange={(value) => {
          onChange({ ...filter, kind: ExplorerKind.options.find((kind) => kind === value) ?? null });
        }}
      />
      <Choice
        label={texts.deed}
        value={filter.deed ?? ''}
        options={[['', texts.anyDeed], ...SyncDeed.options.map((deed) => [deed, texts.deeds[deed]] as const)]}
        onChange={(value) => {
          onChange({ ...filter, deed: SyncDeed.options.find((deed) => deed === value) ?? null });
        }}
      />
      <Box width="size20">
        <Input
          type="text"
          aria-label={texts.identity}
          placeholder={texts.identity}
          value={filter.identity}
          maxLength={320}
          data-testid="explorer-timeline-identity"
          onChange={({ target }) => {
            onChange({ ...filter, identity: target.value });
          }}
        />
      </Box>
    </>
  );
}

import { ControlRow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Checkbox } from '@twilio-paste/core/checkbox';
import { Input } from '@twilio-paste/core/input';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import { Option, Select } from '@twilio-paste/core/select';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { memo, type Dispatch, type RefObject, type SetStateAction } from 'react';
import { CALL_KINDS, DATE_PRESETS, type CallFilter } from '../model/filter-calls';
import { DATE_WORDS, KIND_WORDS, strings } from '../parts/strings';
import { useFormatters } from '../parts/formatters-context';

interface SearchFieldProps {
  readonly value: string;
  /** Keeps its identity. */
  readonly onFilter: Dispatch<SetStateAction<CallFilter>>;
  readonly search: RefObject<HTMLInputElement>;
}

/** The search, apart from the other filters, which need not render at each keystroke. */
export const SearchField = memo(function SearchField({ value, onFilter, search }: SearchFieldProps) {
  return (
    <Input
      ref={search}
      type="search"
      aria-label={strings.searchLabel}
      placeholder={strings.searchPlaceholder}
      value={value}
      data-testid="recent-calls-search"
      onChange={({ target }) => {
        const text = target.value;
        onFilter((filter) => ({ ...filter, search: text }));
      }}
    />
  );
});

interface FilterBarProps extends Pick<CallFilter, 'kind' | 'date'>, Pick<SearchFieldProps, 'onFilter'> {
  readonly isGrouped: boolean;
  readonly onGroup: (isGrouped: boolean) => void;
  /** Missed calls that nobody has returned, of all days. */
  readonly openMissedCount: number;
}

/** All · In · Out · Missed, the day, and grouping. */
export const FilterBar = memo(function FilterBar(props: FilterBarProps) {
  const { kind, date, onFilter, isGrouped, onGroup, openMissedCount } = props;
  const id = useUID();
  return (
    <ControlRow columnGap="space40">
      <KindFilter kind={kind} onFilter={onFilter} openMissedCount={openMissedCount} />
      <Box width="size20">
        <Select
          id={`${id}-date`}
          aria-label={strings.dateLabel}
          value={date}
          data-testid="recent-calls-date"
          onChange={({ target }) => {
            const chosen = DATE_PRESETS.find((preset) => preset === target.value);
            if (chosen !== undefined) onFilter((filter) => ({ ...filter, date: chosen }));
          }}
        >
          {DATE_PRESETS.map((preset) => (
            <Option key={preset} value={preset}>
              {DATE_WORDS[preset]}
            </Option>
          ))}
        </Select>
      </Box>
      <Checkbox
        id={`${id}-group`}
        checked={isGrouped}
        data-testid="recent-calls-group"
        onChange={({ target }) => {
          onGroup(target.checked);
        }}
      >
        {strings.group}
      </Checkbox>
    </ControlRow>
  );
});

function KindFilter({
  kind: shownKind,
  onFilter,
  openMissedCount,
}: Pick<FilterBarProps, 'kind' | 'onFilter' | 'openMissedCount'>): React.JSX.Element {
  return (
    <Box role="group" aria-label={strings.filterLabel} display="flex" columnGap="space20">
      {CALL_KINDS.map((kind) => (
        <Button
          key={kind}
          variant="secondary"
          size="small"
          pressed={shownKind === kind}
          data-testid={`recent-calls-filter-${kind}`}
          onClick={() => {
            onFilter((filter) => ({ ...filter, kind }));
          }}
        >
          <bdi>
            {KIND_WORDS[kind]}
            {kind === 'missed' && openMissedCount > 0 ? <OpenMissed count={openMissedCount} /> : null}
          </bdi>
        </Button>
      ))}
    </Box>
  );
}

function OpenMissed({ count }: { readonly count: number }): React.JSX.Element {
  const format = useFormatters();
  return (
    <>
      {' '}
      <span data-testid="open-missed" aria-hidden="true">
        ({format.count(count)})
      </span>
      <ScreenReaderOnly>{strings.missedOpen(format.count(count))}</ScreenReaderOnly>
    </>
  );
}

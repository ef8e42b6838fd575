import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Checkbox } from '@twilio-paste/core/checkbox';
import { Input } from '@twilio-paste/core/input';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import { Option, Select } from '@twilio-paste/core/select';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { memo, type RefObject } from 'react';
import { CALL_KINDS, DATE_PRESETS, type CallFilter } from '../model/filter-calls';
import { DATE_WORDS, KIND_WORDS, strings } from '../strings';
import { useFormatters } from './panel-context';

interface ListToolbarProps {
  readonly filter: CallFilter;
  readonly onFilter: (filter: CallFilter) => void;
  readonly isGrouped: boolean;
  readonly onGroup: (isGrouped: boolean) => void;
  /** Missed calls that nobody has returned, of all days. */
  readonly openMissedCount: number;
  readonly search: RefObject<HTMLInputElement>;
}

/** Search, All · In · Out · Missed, the day, and grouping. */
export const ListToolbar = memo(function ListToolbar(props: ListToolbarProps) {
  const { filter, onFilter, isGrouped, onGroup, openMissedCount, search } = props;
  const { count } = useFormatters();
  const id = useUID();
  return (
    <Box display="flex" flexDirection="column" rowGap="space30">
      <Input
        ref={search}
        type="search"
        aria-label={strings.searchLabel}
        placeholder={strings.searchPlaceholder}
        value={filter.search}
        data-testid="recent-calls-search"
        onChange={({ target }) => {
          onFilter({ ...filter, search: target.value });
        }}
      />
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space20">
        <Box role="group" aria-label={strings.filterLabel} display="flex" columnGap="space20">
          {CALL_KINDS.map((kind) => (
            <Button
              key={kind}
              variant="secondary"
              size="small"
              pressed={filter.kind === kind}
              data-testid={`recent-calls-filter-${kind}`}
              onClick={() => {
                onFilter({ ...filter, kind });
              }}
            >
              <bdi>
                {KIND_WORDS[kind]}
                {kind === 'missed' && openMissedCount > 0 ? (
                  <>
                    {' '}
                    <span data-testid="open-missed" aria-hidden="true">
                      ({count(openMissedCount)})
                    </span>
                    <ScreenReaderOnly>{strings.missedOpen(count(openMissedCount))}</ScreenReaderOnly>
                  </>
                ) : null}
              </bdi>
            </Button>
          ))}
        </Box>
        <Box width="size20">
          <Select
            id={`${id}-date`}
            aria-label={strings.dateLabel}
            value={filter.date}
            data-testid="recent-calls-date"
            onChange={({ target }) => {
              const date = DATE_PRESETS.find((preset) => preset === target.value);
              if (date !== undefined) onFilter({ ...filter, date });
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
      </Box>
    </Box>
  );
});

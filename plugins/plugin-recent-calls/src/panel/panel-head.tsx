import type { RecentCall, ReservationSid } from '@flex-sync-suite/shared/contract';
import { useSourceState } from '@flex-sync-suite/shared/hooks';
import { useShortWindow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { useMemo, type RefObject } from 'react';
import { usePorts } from '../data/panel-ports';
import type { Calls } from '../data/use-calls';
import { isOpenMissed, todayCounters } from '../model/today-counters';
import { useFormatters } from '../parts/formatters-context';
import { PanelBanner } from '../parts/panel-message';
import { strings } from '../parts/strings';
import { FilterBar, SearchField } from './list-toolbar';
import { TodayHeader } from './today-header';
import { UnsavedNotes } from './unsaved-notes';

interface PanelHeadProps {
  readonly known: Pick<Calls, 'calls' | 'state' | 'invalidCount'>;
  /** In whole minutes. */
  readonly now: number;
  readonly search: RefObject<HTMLInputElement>;
  readonly openSid: ReservationSid | null;
  readonly onOpen: (call: RecentCall) => void;
}

/** Above the list: figures, search, filters, and what to know of the list as a whole. */
export function PanelHead({ known, now, search, openSid, onOpen }: PanelHeadProps): React.JSX.Element {
  const { calls, state, invalidCount } = known;
  const { memory } = usePorts();
  const format = useFormatters();
  const [filter, setFilter] = useSourceState(memory.filter);
  const [isGrouped, setGrouped] = useSourceState(memory.isGrouped);
  const isShort = useShortWindow();
  const counters = useMemo(
    () => todayCounters(calls, (at) => format.dayKey(at) === format.dayKey(now)),
    [calls, now, format],
  );
  const openMissedCount = useMemo(() => calls.filter(isOpenMissed).length, [calls]);
  return (
    <Box
      display="flex"
      flexDirection="column"
      flexShrink={0}
      rowGap={isShort ? 'space20' : 'space30'}
      padding={isShort ? 'space30' : 'space40'}
    >
      <TodayHeader counters={counters} />
      <SearchField value={filter.search} onFilter={setFilter} search={search} />
      <FilterBar
        kind={filter.kind}
        date={filter.date}
        onFilter={setFilter}
        isGrouped={isGrouped}
        onGroup={setGrouped}
        openMissedCount={openMissedCount}
      />
      <PanelBanner state={state} />
      <UnsavedNotes calls={calls} openSid={openSid} onOpen={onOpen} />
      {invalidCount === 0 ? null : (
        <Text as="p" color="colorTextWarningStrong" data-testid="invalid-calls">
          {strings.invalidCalls(format.count(invalidCount))}
        </Text>
      )}
    </Box>
  );
}

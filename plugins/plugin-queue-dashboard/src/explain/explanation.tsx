import type { QueueWeekBefore } from '@flex-sync-suite/shared/contract';
import { Text } from '@twilio-paste/core/text';
import React, { type RefObject } from 'react';
import type { FigureSource } from '../model/figures/figure-source';
import type { SortColumn } from '../model/order/sort-queues';
import { isHistoryShort, quantitiesBefore } from '../model/figures/week-before';
import type { ZoneFormatters } from '../model/zone-formatters';
import { useFormatters } from '../parts/formatters-context';
import { explanationStrings as words } from '../strings/explanation-strings';
import { noHistoryWords, weekBeforeStrings } from '../strings/week-before-strings';
import type { Column } from '../table/columns';
import { ExplainedFigures } from './explained-figures';

export interface ExplanationProps {
  readonly columns: readonly Column[];
  readonly zone: ZoneFormatters;
  readonly column: SortColumn | null;
  readonly askedRef: RefObject<HTMLElement>;
}

interface ExplainedSource {
  readonly source: FigureSource | null;
  readonly before: QueueWeekBefore | null;
  readonly isLive: boolean;
}

/** The instant and the zone of all figures, then the figures. */
export function Explanation(props: ExplanationProps & ExplainedSource): React.JSX.Element {
  const { source, before, isLive, columns, zone, column, askedRef } = props;
  const format = useFormatters();
  if (source === null) return <Text as="p">{words.noFigures}</Text>;
  const { at, asOf } = source;
  const when = isLive ? words.asOf(zone.instant(at, at)) : words.asOfLast(zone.instant(at, at));
  const changed = asOf === null ? '' : words.lastChange(zone.instant(Date.parse(asOf), at));
  return (
    <>
      <Text as="p" color="colorTextWeak" data-testid="explanation-instant">
        {[when, changed, zone.isReporting ? words.zone(zone.zone) : words.ownZone(zone.zone)].join(' ')}
      </Text>
      <Text as="p" color="colorTextWeak">
        {words.hint}
      </Text>
      {before === null ? null : (
        <Text as="p" color="colorTextWeak" data-testid="explanation-week-before">
          {isHistoryShort(before)
            ? noHistoryWords(before, format)
            : `${weekBeforeStrings.explained(zone.dateMinute(Date.parse(before.beforeAt)))} ${weekBeforeStrings.note}`}
        </Text>
      )}
      <ExplainedFigures
        columns={columns}
        source={source}
        before={quantitiesBefore(before)}
        zone={zone}
        column={column}
        askedRef={askedRef}
      />
    </>
  );
}

import type { QueueAgents, QueueWeekBefore } from '@flex-sync-suite/shared/contract';
import { LiveClockContext, useLiveNow } from '@flex-sync-suite/shared/hooks';
import { Dialog } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { memo, useContext, useMemo, useRef, type RefObject } from 'react';
import type { BoardQueue } from '../data/use-board-queues';
import { useChannel } from '../data/use-channel';
import { useWeekBefore } from '../data/use-week-before';
import { isHistoryShort, quantitiesBefore } from '../model/week-before';
import { noHistoryWords, weekBeforeStrings } from '../strings/week-before-strings';
import { useReportingZone } from '../data/use-reporting-zone';
import { queueFigureSource, totalsFigureSource, type FigureSource } from '../model/figure-source';
import { queueHealth } from '../model/queue-row-model';
import { rowIdOf, rowPlaceOf } from '../model/row-ids';
import type { SortColumn } from '../model/sort-queues';
import { createZoneFormatters, type ZoneFormatters } from '../model/zone-formatters';
import { explanationStrings as words } from '../strings/explanation-strings';
import { useFormatters } from '../parts/formatters-context';
import { useHealth } from '../parts/healths-context';
import { strings } from '../strings/strings';
import type { Column } from '../table/columns';
import type { FigurePlace } from '../table/figure-place';
import { ExplainedFigures } from './explained-figures';

interface ExplanationDialogProps {
  /** Those of the table. */
  readonly columns: readonly Column[];
  readonly place: FigurePlace;
  readonly queues: readonly BoardQueue[];
  /** Of these queues together; null while they are not known. */
  readonly agents: QueueAgents | null;
  readonly locale: string | undefined;
  readonly onPlace: (place: FigurePlace) => void;
  readonly onClose: () => void;
}

/** What the figures of a queue, or of all shown, are and how they came about: live, as the board behind it. */
export function ExplanationDialog(props: ExplanationDialogProps): React.JSX.Element {
  const { columns, place, queues, agents, locale, onPlace, onClose } = props;
  const reportingZone = useReportingZone();
  const zone = useMemo(() => createZoneFormatters(locale, reportingZone), [locale, reportingZone]);
  const { count, collator } = useFormatters();
  const id = useUID();
  const choice = useRef<HTMLSelectElement>(null);
  const asked = useRef<HTMLElement>(null);
  // By name, not as the board: one looks for a name, and nothing moves in a list that is open.
  const byName = useMemo(
    () => [...queues].sort((a, b) => collator.compare(a.item.name, b.item.name)),
    [queues, collator],
  );
  const queue = queues.find(({ sid }) => sid === place.sid);
  return (
    <Dialog
      title={
        <>
          <bdi>{queue?.item.name ?? strings.totals(queues.length, count(queues.length))}</bdi>
          {place.channel === null ? null : (
            <>
              , <bdi>{place.channel}</bdi>
            </>
          )}
          : {words.title}
        </>
      }
      closeLabel={words.close}
      onClose={onClose}
      size="wide"
      initialFocusRef={place.column === null ? choice : asked}
      testId="explanation"
    >
      <QueueChoice id={`${id}-queue`} selectRef={choice} queues={byName} place={place} onPlace={onPlace} />
      {queue === undefined ? (
        <TotalsExplanation {...{ columns, queues, agents, zone }} column={place.column} askedRef={asked} />
      ) : place.channel === null ? (
        <QueueExplanation columns={columns} queue={queue} zone={zone} column={place.column} askedRef={asked} />
      ) : (
        <ChannelExplanation
          {...{ columns, queue, zone }}
          channel={place.channel}
          column={place.column}
          askedRef={asked}
        />
      )}
    </Dialog>
  );
}

interface QueueChoiceProps extends Pick<ExplanationDialogProps, 'queues' | 'place' | 'onPlace'> {
  readonly id: string;
  readonly selectRef: RefObject<HTMLSelectElement>;
}

/** Renders when the queues or the choice change, not with the clock: 500 queues are 500 options. */
const QueueChoice = memo(function QueueChoice({ id, selectRef, queues, place, onPlace }: QueueChoiceProps) {
  const { count } = useFormatters();
  const asked = queues.find(({ sid }) => sid === place.sid);
  const chosen = asked === undefined ? ALL : rowIdOf({ sid: asked.sid, channel: place.channel });
  return (
    <Box marginBottom="space50" maxWidth="size40">
      <Label htmlFor={id}>{words.queue}</Label>
      <Select
        id={id}
        ref={selectRef}
        value={chosen}
        data-testid="explanation-queue"
        onChange={({ target }) => {
          const { sid, channel } = target.value === ALL ? OF_ALL : rowPlaceOf(target.value);
          onPlace({ sid, channel, column: place.column });
        }}
      >
        {[
          <Option key={ALL} value={ALL}>
            {strings.totals(queues.length, count(queues.length))}
          </Option>,
          ...queues.flatMap(({ sid, item }) =>
            [null, ...(sid === place.sid ? item.channels : [])].map((channel) => (
              <Option key={rowIdOf({ sid, channel })} value={rowIdOf({ sid, channel })}>
                {channel === null ? item.name : `${strings.ofQueue(item.name)}${channel}`}
              </Option>
            )),
          ),
        ]}
      </Select>
    </Box>
  );
});

/** Of all queues shown, in the choice; no SID. */
const ALL = 'all';
const OF_ALL = { sid: null, channel: null };

interface ExplanationProps {
  readonly columns: readonly Column[];
  readonly zone: ZoneFormatters;
  readonly column: SortColumn | null;
  readonly askedRef: RefObject<HTMLElement>;
}

function QueueExplanation({ queue, ...rest }: ExplanationProps & { readonly queue: BoardQueue }): React.JSX.Element {
  const { lastKnownAt } = useHealth(queue.sid);
  const now = useLiveNow();
  const source = queueFigureSource(queue, lastKnownAt ?? now);
  const before = useWeekBefore(useMemo(() => [{ sid: queue.sid }], [queue.sid]));
  return <Explanation {...rest} {...{ source, before }} isLive={lastKnownAt === null} />;
}

function ChannelExplanation({
  queue,
  channel,
  ...rest
}: ExplanationProps & { readonly queue: BoardQueue; readonly channel: string }): React.JSX.Element {
  const { source: shown } = useChannel(queue, channel);
  const { frozenAt, offsetMs } = useContext(LiveClockContext);
  const nowMs = useLiveNow();
  const { lastKnownAt } = queueHealth(shown, { nowMs, offsetMs, isBoardStale: frozenAt !== null });
  return (
    // Counters of the past are of the queue as a whole.
    <Explanation
      {...rest}
      source={queueFigureSource(shown, lastKnownAt ?? nowMs)}
      before={null}
      isLive={lastKnownAt === null}
    />
  );
}

function TotalsExplanation({
  queues,
  agents,
  ...rest
}: ExplanationProps & Pick<ExplanationDialogProps, 'queues' | 'agents'>): React.JSX.Element {
  const { frozenAt } = useContext(LiveClockContext);
  const source = totalsFigureSource(queues, agents, useLiveNow());
  return <Explanation {...rest} source={source} before={useWeekBefore(queues)} isLive={frozenAt === null} />;
}

interface ExplainedSource {
  readonly source: FigureSource | null;
  readonly before: QueueWeekBefore | null;
  readonly isLive: boolean;
}

/** The instant and the zone of all figures, then the figures. */
function Explanation(props: ExplanationProps & ExplainedSource): React.JSX.Element {
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

import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { NameLine, ONE_LINE } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React, { memo, type ReactNode } from 'react';
import type { BoardQueue } from '../data/use-board-queues';
import { useQueueTrend } from '../data/answers/use-queue-trend';
import { waitThresholdMs } from '../model/assess-queue';
import { queueFigures } from '../model/queue-row-model';
import { trendGist, trendLine } from '../model/trend-lines';
import { Clock } from '../parts/clock';
import { NoValue } from '../parts/figure';
import { useFormatters } from '../parts/formatters-context';
import { useHealth } from '../parts/healths-context';
import { SEVERITY_LOOKS } from '../parts/severity-looks';
import { Sparkline } from '../parts/sparkline';
import { StatusPill } from '../parts/status-pill';
import { STATUS_WORDS, statusReason, strings } from '../strings/strings';
import { gistWords, trendStrings } from '../strings/trend-strings';
import { Bar } from '../table/bar';
import { Judged, useSeverity } from '../table/judged';
import { WaitBar } from '../table/ticking-cells';
import { glanceStrings as words } from './glance-strings';

interface QueueCardProps {
  /** The same object until something of it changes. */
  readonly queue: BoardQueue;
  readonly heightPx: number;
  /** Whether its drawer is open. */
  readonly isOpen: boolean;
  readonly onOpen: (sid: TaskQueueSid) => void;
}

/** One queue as a card. Renders when its own Document changes; what ticks in it renders alone. */
export const QueueCard = memo(function QueueCard({ queue, heightPx, isOpen, onOpen }: QueueCardProps) {
  const { sid, item } = queue;
  return (
    <Frame sid={sid} heightPx={heightPx}>
      <Box
        as="button"
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        color="inherit"
        fontSize="fontSize40"
        fontWeight="fontWeightSemibold"
        lineHeight="lineHeight40"
        cursor="pointer"
        title={item.name}
        _hover={{ textDecoration: 'underline' }}
        _focusVisible={{ outline: 'none', boxShadow: 'shadowFocusInset' }}
        style={NAME_BUTTON}
        onClick={() => {
          onOpen(sid);
        }}
      >
        <NameLine cell="name">{item.name}</NameLine>
      </Box>
      <Status sid={sid} />
      <Figures queue={queue} />
      <CardTrend sid={sid} />
    </Frame>
  );
});

interface FrameProps extends Pick<QueueCardProps, 'heightPx'> {
  readonly sid: TaskQueueSid;
  readonly children: ReactNode;
}

/** Tinted as bad as the queue is, and grey while nobody knows whether it still is. */
function Frame({ sid, heightPx, children }: FrameProps): React.JSX.Element {
  const { status, lastKnownAt } = useHealth(sid);
  const severity = status === 'warning' || status === 'critical' ? status : 'none';
  const { frame } = SEVERITY_LOOKS[lastKnownAt === null ? severity : 'lastKnown'];
  return (
    <Box
      as="li"
      display="flex"
      flexDirection="column"
      rowGap="space20"
      minWidth="0"
      padding="space40"
      borderStyle="solid"
      borderWidth="borderWidth10"
      borderRadius="borderRadius20"
      overflow="hidden"
      {...frame}
      style={{ height: heightPx, boxSizing: 'border-box' }}
      data-testid="queue-card"
      data-queue-sid={sid}
    >
      {children}
    </Box>
  );
}

function Status({ sid }: { readonly sid: TaskQueueSid }): React.JSX.Element {
  const health = useHealth(sid);
  return (
    <Box display="block" title={statusReason(health, useFormatters())}>
      <StatusPill status={health.status} isLastKnown={health.lastKnownAt !== null} />
    </Box>
  );
}

function Figures({ queue: { sid, item, document } }: Pick<QueueCardProps, 'queue'>): React.JSX.Element {
  const { count, clock, percent, percentNumber } = useFormatters();
  const waitSeverity = useSeverity(sid, 'longestWait');
  const levelSeverity = useSeverity(sid, 'serviceLevel');
  if (document === undefined) return <NoValue cell="waiting" reason={STATUS_WORDS.loading} />;
  const { queued, ringing, free, available, oldestWaitingSince: since } = document.now;
  const { targetPercent, last30Minutes } = queueFigures(item, document);
  const thresholdMs = waitThresholdMs(item);
  const level = last30Minutes.serviceLevel;
  return (
    <Box as="dl" display="grid" columnGap="space40" rowGap="space30" margin="space0" style={FIGURES}>
      <Fact title={words.waiting} detail={words.parts(count(queued), count(ringing))}>
        <span data-cell="waiting">{count(queued + ringing)}</span>
      </Fact>
      <Fact title={words.free} detail={words.ofAvailable(count(available))}>
        <span data-cell="free">{count(free)}</span>
      </Fact>
      <Fact
        title={words.longestWait}
        detail={words.promised(clock(thresholdMs))}
        bar={since === null ? null : <WaitBar {...{ since, thresholdMs }} severity={waitSeverity} />}
      >
        {since === null ? (
          <NoValue cell="longestWait" reason={strings.nobodyWaits} />
        ) : (
          <Judged severity={waitSeverity}>
            <Clock cell="longestWait" since={since} />
          </Judged>
        )}
      </Fact>
      <Fact
        title={words.serviceLevel}
        detail={words.target(percentNumber(targetPercent))}
        bar={level === null ? null : <Bar share={level} mark={targetPercent / 100} severity={levelSeverity} />}
      >
        {level === null ? (
          <NoValue cell="serviceLevel" reason={strings.noTraffic} />
        ) : (
          <Judged severity={levelSeverity}>
            <span data-cell="serviceLevel">{percent(level)}</span>
          </Judged>
        )}
      </Fact>
    </Box>
  );
}

interface FactProps {
  readonly title: string;
  readonly detail: string;
  readonly bar?: ReactNode;
  readonly children: ReactNode;
}

const Fact = ({ title, detail, bar = null, children }: FactProps): React.JSX.Element => (
  <Box position="relative" minWidth="0" fontSize="fontSize20" lineHeight="lineHeight20" style={FACT}>
    <Box as="dt" style={ONE_LINE}>
      {title}
    </Box>
    <Box as="dd" margin="space0" fontSize="fontSize50" lineHeight="lineHeight50" fontVariantNumeric="tabular-nums">
      {children}
    </Box>
    <Box as="dd" margin="space0" style={ONE_LINE}>
      {detail}
    </Box>
    {/* A bar stands as far in as the text of a cell, which here has no padding. */}
    {bar === null ? null : (
      <Box as="span" position="absolute" style={BAR_ROOM}>
        {bar}
      </Box>
    )}
  </Box>
);

/** How many waited in the last hour, as a line in what room is left. Its Document is open while the card is drawn. */
function CardTrend({ sid }: { readonly sid: TaskQueueSid }): React.JSX.Element | null {
  const format = useFormatters();
  const trend = useQueueTrend(sid);
  if (trend == null) return null;
  const line = trendLine(trend, 'waiting');
  const gist = gistWords('waiting', trendGist(line, 'highest'), format);
  return (
    <Box title={gist} style={TREND}>
      <Sparkline
        values={line.values}
        heightPx={TREND_HEIGHT_PX}
        label={trendStrings.label(trendStrings.lines.waiting, gist)}
      />
    </Box>
  );
}

const TREND_HEIGHT_PX = 28;
const TREND = { marginTop: 'auto' } as const;
const FIGURES = { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' } as const;
/** The bar lies at its foot. */
const FACT = { paddingBottom: 8 } as const;
const BAR_ROOM = { insetInlineStart: -8, insetInlineEnd: -8, bottom: 0 } as const;
const NAME_BUTTON = {
  flexShrink: 0,
  padding: 0,
  fontFamily: 'inherit',
  appearance: 'none',
  background: 'none',
  border: 0,
} as const;

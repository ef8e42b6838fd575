import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { NameLine, useLooks } from '@flex-sync-suite/shared/views';
import React, { memo, type ReactNode } from 'react';
import type { BoardQueue } from '../data/use-board-queues';
import { useQueueTrend } from '../data/answers/use-queue-trend';
import { waitThresholdMs } from '../model/assess-queue';
import { queueFigures } from '../model/figures/queue-row-model';
import { trendGist, trendLine } from '../model/figures/trend-lines';
import { Clock } from '../parts/clock';
import { NoValue } from '../parts/figure';
import { useFormatters } from '../parts/formatters-context';
import { useHealth } from '../parts/healths-context';
import { Sparkline } from '../parts/sparkline';
import { StatusPill } from '../parts/status-pill';
import { STATUS_WORDS, statusReason, strings } from '../strings/strings';
import { gistWords, trendStrings } from '../strings/trend-strings';
import { Bar } from '../table/bar';
import { Judged, useSeverity } from '../table/judged';
import { WaitBar } from '../table/ticking-cells';
import { FRAME_LOOKS, LOOKS } from './card-looks';
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
      <button
        type="button"
        className={useLooks(LOOKS).name}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={item.name}
        onClick={() => {
          onOpen(sid);
        }}
      >
        <NameLine cell="name">{item.name}</NameLine>
      </button>
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
  const looks = useLooks(FRAME_LOOKS);
  return (
    <li
      className={looks[lastKnownAt === null ? severity : 'lastKnown']}
      style={{ height: heightPx }}
      data-testid="queue-card"
      data-queue-sid={sid}
    >
      {children}
    </li>
  );
}

function Status({ sid }: { readonly sid: TaskQueueSid }): React.JSX.Element {
  const health = useHealth(sid);
  return (
    <div title={statusReason(health, useFormatters())}>
      <StatusPill status={health.status} isLastKnown={health.lastKnownAt !== null} />
    </div>
  );
}

function Figures({ queue: { sid, item, document } }: Pick<QueueCardProps, 'queue'>): React.JSX.Element {
  const { count, clock, percent, percentNumber } = useFormatters();
  const waitSeverity = useSeverity(sid, 'longestWait');
  const levelSeverity = useSeverity(sid, 'serviceLevel');
  const looks = useLooks(LOOKS);
  if (document === undefined) return <NoValue cell="waiting" reason={STATUS_WORDS.loading} />;
  const { queued, ringing, free, available, oldestWaitingSince: since } = document.now;
  const { targetPercent, last30Minutes } = queueFigures(item, document);
  const thresholdMs = waitThresholdMs(item);
  const level = last30Minutes.serviceLevel;
  return (
    <dl className={looks.figures}>
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
    </dl>
  );
}

interface FactProps {
  readonly title: string;
  readonly detail: string;
  readonly bar?: ReactNode;
  readonly children: ReactNode;
}

function Fact({ title, detail, bar = null, children }: FactProps): React.JSX.Element {
  const looks = useLooks(LOOKS);
  return (
    <div className={looks.fact}>
      <dt className={looks.line}>{title}</dt>
      <dd className={looks.figure}>{children}</dd>
      <dd className={looks.line}>{detail}</dd>
      {bar === null ? null : <span className={looks.barRoom}>{bar}</span>}
    </div>
  );
}

/** How many waited in the last hour, as a line in what room is left. Its Document is open while the card is drawn. */
function CardTrend({ sid }: { readonly sid: TaskQueueSid }): React.JSX.Element | null {
  const format = useFormatters();
  const trend = useQueueTrend(sid);
  if (trend == null) return null;
  const line = trendLine(trend, 'waiting');
  const gist = gistWords('waiting', trendGist(line, 'highest'), format);
  return (
    <div title={gist} style={TREND}>
      <Sparkline
        values={line.values}
        heightPx={TREND_HEIGHT_PX}
        label={trendStrings.label(trendStrings.lines.waiting, gist)}
      />
    </div>
  );
}

const TREND_HEIGHT_PX = 28;
const TREND = { marginTop: 'auto' } as const;

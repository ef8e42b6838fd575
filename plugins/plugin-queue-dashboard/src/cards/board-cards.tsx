import type { QueueTrend, QueueWeekBefore, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { HeardOnly, NameLine, useLooks } from '@flex-sync-suite/shared/views';
import React from 'react';
import { useBoardPorts } from '../data/board-ports';
import type { AskedQueues } from '../data/answers/use-answer-of-queues';
import { useTrendOfQueues } from '../data/answers/use-queue-trend';
import { trendGist, trendLine } from '../model/figures/trend-lines';
import { cardStrings as words } from '../strings/card-strings';
import { useFormatters } from '../parts/formatters-context';
import { StatusShape } from '../parts/status-shape';
import { Sparkline } from '../parts/sparkline';
import { STATUS_WORDS } from '../strings/strings';
import { gistWords, trendStrings as trendWords } from '../strings/trend-strings';
import { changeOf, countsBefore, figuresBefore, type Change } from '../model/figures/week-before';
import type { RollUp } from '../model/figures/roll-up';
import { ChangeFigure } from '../parts/change-figure';
import type { CardFigure } from './card-figures';
import { CARD_TREND_HEIGHT_PX, FIGURE_LOOKS, FRAME_LOOKS, LOOKS } from './card-looks';

interface BoardCardsProps {
  readonly figures: readonly CardFigure[];
  /** The queues that the figures are of. */
  readonly asked: AskedQueues;
  /** Their sum. */
  readonly totals: RollUp;
  /** What they had counted a week before; null until it is known. */
  readonly before: QueueWeekBefore | null;
  /** Grey, as nobody knows whether they still hold. */
  readonly isLastKnown: boolean;
  readonly onOpen: (sid: TaskQueueSid) => void;
}

/** What a glance at all queues shown is for, above the table. */
export function BoardCards(props: BoardCardsProps): React.JSX.Element {
  const { figures, asked, totals, before, isLastKnown, onOpen } = props;
  const trend = useTrendOfQueues(useBoardPorts().questions, asked);
  const counts = countsBefore(before, 'last30Minutes');
  const levelBefore = counts === null ? null : figuresBefore(counts).serviceLevel;
  const looks = useLooks(LOOKS);
  const change = changeOf('share', totals.last30Minutes.serviceLevel, levelBefore);
  return (
    <section className={looks.summary} aria-label={words.label} data-testid="board-cards">
      <dl className={looks.grid}>
        {figures.map((figure) => (
          <Card key={figure.id} {...{ figure, trend, isLastKnown, onOpen }}>
            {figure.id !== 'serviceLevel' || change === null || before === null ? null : (
              <CardChange change={change} beforeAt={before.beforeAt} />
            )}
          </Card>
        ))}
      </dl>
    </section>
  );
}

interface CardProps extends Pick<BoardCardsProps, 'isLastKnown' | 'onOpen'> {
  readonly figure: CardFigure;
  readonly trend: QueueTrend | null;
  /** Beside the figure. */
  readonly children: React.ReactNode;
}

function Card({ figure, trend, isLastKnown, onOpen, children }: CardProps): React.JSX.Element {
  const { id, value, spoken, detail, sid, severity } = figure;
  const looks = useLooks(LOOKS);
  const state = isLastKnown ? 'lastKnown' : (severity ?? 'none');
  const frames = useLooks(FRAME_LOOKS);
  const figures = useLooks(FIGURE_LOOKS);
  return (
    <div className={frames[state]} data-testid={`card-${id}`}>
      <dt className={looks.title}>
        {words[id]}
        {severity === null ? null : (
          <span className={looks.severity} data-severity={severity}>
            <StatusShape status={severity} isLastKnown={isLastKnown} /> {STATUS_WORDS[severity]}
          </span>
        )}
      </dt>
      <dd className={figures[state]}>
        <span data-cell={id} aria-hidden={spoken !== null}>
          {value}
        </span>
        {spoken === null ? null : <HeardOnly>{spoken}</HeardOnly>}
        {children}
      </dd>
      <dd className={looks.detail} title={detail}>
        {sid === null ? (
          detail
        ) : (
          <QueueLink
            name={detail}
            onOpen={() => {
              onOpen(sid);
            }}
          />
        )}
      </dd>
      {id === 'waiting' || id === 'serviceLevel' ? <CardTrend name={id} trend={trend} /> : null}
    </div>
  );
}

/** How the figure compares with the week before: small beside it. */
const CardChange = (props: { readonly change: Change; readonly beforeAt: string }): React.JSX.Element => (
  <span className={useLooks(LOOKS).change}>
    <ChangeFigure cell="week-serviceLevel" {...props} />
  </span>
);

interface CardTrendProps {
  readonly name: 'waiting' | 'serviceLevel';
  readonly trend: QueueTrend | null;
}

/** The last hour below a figure; its room is kept while it is not known. */
function CardTrend({ name, trend }: CardTrendProps): React.JSX.Element {
  const format = useFormatters();
  const line = trend === null ? null : trendLine(trend, name);
  const { trendRoom } = useLooks(LOOKS);
  if (line === null) return <dd className={trendRoom} aria-hidden="true" />;
  const gist = gistWords(name, trendGist(line, name === 'waiting' ? 'highest' : 'lowest'), format);
  return (
    <dd className={trendRoom} title={gist}>
      <Sparkline
        values={line.values}
        {...(name === 'serviceLevel' ? { top: 1 } : {})}
        heightPx={CARD_TREND_HEIGHT_PX}
        label={trendWords.label(trendWords.lines[name], gist)}
      />
    </dd>
  );
}

/** The queue that a figure is of: opens its drawer. */
const QueueLink = ({ name, onOpen }: { readonly name: string; readonly onOpen: () => void }): React.JSX.Element => (
  <button type="button" className={useLooks(LOOKS).link} aria-haspopup="dialog" onClick={onOpen}>
    <NameLine>{name}</NameLine>
  </button>
);

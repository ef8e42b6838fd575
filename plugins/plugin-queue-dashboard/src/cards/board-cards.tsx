import type { QueueTrend, QueueWeekBefore, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { NameLine, ONE_LINE } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import React from 'react';
import { useBoardPorts } from '../data/board-ports';
import type { AskedQueues } from '../data/answers/use-answer-of-queues';
import { useTrendOfQueues } from '../data/answers/use-queue-trend';
import { trendGist, trendLine } from '../model/trend-lines';
import { cardStrings as words } from '../strings/card-strings';
import { useFormatters } from '../parts/formatters-context';
import { SEVERITY_LOOKS } from '../parts/severity-looks';
import { StatusShape } from '../parts/status-shape';
import { Sparkline } from '../parts/sparkline';
import { STATUS_WORDS } from '../strings/strings';
import { gistWords, trendStrings as trendWords } from '../strings/trend-strings';
import { changeOf, countsBefore, figuresBefore, type Change } from '../model/week-before';
import type { RollUp } from '../model/roll-up';
import { ChangeFigure } from '../parts/change-figure';
import type { CardFigure } from './card-figures';

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
  const change = changeOf('share', totals.last30Minutes.serviceLevel, levelBefore);
  return (
    <Box as="section" aria-label={words.label} flexShrink={0} marginTop="space50" data-testid="board-cards">
      <Box as="dl" display="grid" columnGap="space40" rowGap="space30" margin="space0" style={GRID}>
        {figures.map((figure) => (
          <Card key={figure.id} {...{ figure, trend, isLastKnown, onOpen }}>
            {figure.id !== 'serviceLevel' || change === null || before === null ? null : (
              <CardChange change={change} beforeAt={before.beforeAt} />
            )}
          </Card>
        ))}
      </Box>
    </Box>
  );
}

/** As many beside each other as there is room for. */
const GRID = { gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 150px), 1fr))' } as const;

interface CardProps extends Pick<BoardCardsProps, 'isLastKnown' | 'onOpen'> {
  readonly figure: CardFigure;
  readonly trend: QueueTrend | null;
  /** Beside the figure. */
  readonly children: React.ReactNode;
}

function Card({ figure, trend, isLastKnown, onOpen, children }: CardProps): React.JSX.Element {
  const { id, value, spoken, detail, sid, severity } = figure;
  const look = isLastKnown ? SEVERITY_LOOKS.lastKnown : SEVERITY_LOOKS[severity ?? 'none'];
  return (
    <Box
      minWidth="0"
      paddingX="space40"
      paddingY="space30"
      borderStyle="solid"
      borderWidth="borderWidth10"
      borderRadius="borderRadius20"
      fontSize="fontSize20"
      lineHeight="lineHeight20"
      {...look.frame}
      data-testid={`card-${id}`}
    >
      <Box as="dt" display="flex" flexWrap="wrap" justifyContent="space-between" columnGap="space30">
        {words[id]}
        {severity === null ? null : (
          <Box as="span" fontWeight="fontWeightSemibold" data-severity={severity}>
            <StatusShape status={severity} isLastKnown={isLastKnown} /> {STATUS_WORDS[severity]}
          </Box>
        )}
      </Box>
      <Box
        as="dd"
        margin="space0"
        fontSize="fontSize70"
        fontWeight="fontWeightBold"
        fontVariantNumeric="tabular-nums"
        lineHeight="lineHeight70"
        {...look.figure}
      >
        <span data-cell={id} aria-hidden={spoken !== null}>
          {value}
        </span>
        {spoken === null ? null : <ScreenReaderOnly>{spoken}</ScreenReaderOnly>}
        {children}
      </Box>
      <Box as="dd" margin="space0" style={ONE_LINE} title={detail}>
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
      </Box>
      {id === 'waiting' || id === 'serviceLevel' ? <CardTrend name={id} trend={trend} /> : null}
    </Box>
  );
}

/** How the figure compares with the week before: small beside it. */
const CardChange = (props: { readonly change: Change; readonly beforeAt: string }): React.JSX.Element => (
  <Box as="span" marginLeft="space30" fontSize="fontSize20" fontWeight="fontWeightNormal">
    <ChangeFigure cell="week-serviceLevel" {...props} />
  </Box>
);

interface CardTrendProps {
  readonly name: 'waiting' | 'serviceLevel';
  readonly trend: QueueTrend | null;
}

/** The last hour below a figure; its room is kept while it is not known. */
function CardTrend({ name, trend }: CardTrendProps): React.JSX.Element {
  const format = useFormatters();
  const line = trend === null ? null : trendLine(trend, name);
  if (line === null) return <Box as="dd" margin="space0" aria-hidden="true" style={TREND_ROOM} />;
  const gist = gistWords(name, trendGist(line, name === 'waiting' ? 'highest' : 'lowest'), format);
  return (
    <Box as="dd" margin="space0" title={gist} style={TREND_ROOM}>
      <Sparkline
        values={line.values}
        {...(name === 'serviceLevel' ? { top: 1 } : {})}
        heightPx={TREND_HEIGHT_PX}
        label={trendWords.label(trendWords.lines[name], gist)}
      />
    </Box>
  );
}

const TREND_HEIGHT_PX = 24;
const TREND_ROOM = { height: TREND_HEIGHT_PX, marginTop: 4 } as const;

/** The queue that a figure is of: opens its drawer. */
const QueueLink = ({ name, onOpen }: { readonly name: string; readonly onOpen: () => void }): React.JSX.Element => (
  <Box
    as="button"
    type="button"
    aria-haspopup="dialog"
    color="colorTextLink"
    fontSize="fontSize20"
    lineHeight="lineHeight20"
    textDecoration="underline"
    cursor="pointer"
    _focusVisible={{ outline: 'none', boxShadow: 'shadowFocusInset' }}
    style={LINK}
    onClick={onOpen}
  >
    <NameLine>{name}</NameLine>
  </Box>
);

const LINK = {
  display: 'block',
  maxWidth: '100%',
  // A target of 24 pixels, in a line of 20.
  padding: '2px 0',
  margin: '-2px 0',
  fontFamily: 'inherit',
  appearance: 'none',
  background: 'none',
  border: 0,
} as const;

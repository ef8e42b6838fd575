import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import React from 'react';
import { cardStrings as words } from '../parts/card-strings';
import { SEVERITY_LOOKS } from '../parts/severity-looks';
import { StatusShape } from '../parts/status-shape';
import { STATUS_WORDS } from '../parts/strings';
import type { CardFigure } from './card-figures';

interface BoardCardsProps {
  readonly figures: readonly CardFigure[];
  /** Grey, as nobody knows whether they still hold. */
  readonly isLastKnown: boolean;
  readonly onOpen: (sid: TaskQueueSid) => void;
}

/** What a glance at all queues shown is for, above the table. */
export const BoardCards = ({ figures, isLastKnown, onOpen }: BoardCardsProps): React.JSX.Element => (
  <Box as="section" aria-label={words.label} flexShrink={0} marginTop="space50" data-testid="board-cards">
    <Box as="dl" display="grid" columnGap="space40" rowGap="space30" margin="space0" style={GRID}>
      {figures.map((figure) => (
        <Card key={figure.id} {...{ figure, isLastKnown, onOpen }} />
      ))}
    </Box>
  </Box>
);

/** As many beside each other as there is room for. */
const GRID = { gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 150px), 1fr))' } as const;

interface CardProps extends Pick<BoardCardsProps, 'isLastKnown' | 'onOpen'> {
  readonly figure: CardFigure;
}

function Card({ figure, isLastKnown, onOpen }: CardProps): React.JSX.Element {
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
    </Box>
  );
}

const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

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
    <bdi dir="auto">{name}</bdi>
  </Box>
);

const LINK = {
  ...ONE_LINE,
  display: 'block',
  maxWidth: '100%',
  // A target of 24 pixels, in a line of 20.
  padding: '2px 0',
  margin: '-2px 0',
  fontFamily: 'inherit',
  textAlign: 'start',
  appearance: 'none',
  background: 'none',
  border: 0,
} as const;

import { NAME_LINE, ONE_LINE } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import React from 'react';
import type { Severity } from '../model/assess-queue';
import { STATUS_WORDS } from '../strings/strings';
import { SEVERITY_LOOKS } from '../parts/severity-looks';
import { StatusShape } from '../parts/status-shape';
import { units } from './units';
import { wallStrings } from './wall-strings';
import { figureScale, type WallTile } from './wall-tiles';

interface WallTilesProps {
  readonly tiles: readonly WallTile[];
  /** Grey, as nobody knows whether they still hold. */
  readonly isLastKnown: boolean;
}

/** The figures, three beside each other. */
export const WallTiles = ({ tiles, isLastKnown }: WallTilesProps): React.JSX.Element => (
  <Box
    as="dl"
    display="grid"
    flexGrow={1}
    margin="space0"
    style={{ gridTemplateColumns: 'repeat(3, minmax(0, 1fr))', gap: units(1) }}
  >
    {tiles.map((tile) => (
      <Tile key={tile.id} tile={tile} isLastKnown={isLastKnown} />
    ))}
  </Box>
);

/** Digits that read at three metres. */
const FIGURE_UNITS = 8.4;

function Tile({ tile, isLastKnown }: { readonly tile: WallTile; readonly isLastKnown: boolean }): React.JSX.Element {
  const { id, value, spoken, detail, severity } = tile;
  const look = isLastKnown ? SEVERITY_LOOKS.lastKnown : SEVERITY_LOOKS[severity ?? 'none'];
  const fontSize = units(FIGURE_UNITS * figureScale(value));
  return (
    <Box
      display="flex"
      flexDirection="column"
      justifyContent="center"
      minWidth="0"
      borderStyle="solid"
      borderRadius="borderRadius20"
      {...look.frame}
      data-testid={`wall-${id}`}
      style={{ borderWidth: units(0.2), padding: `${units(0.6)} ${units(1.2)}` }}
    >
      <Box as="dt" display="flex" justifyContent="space-between" style={{ fontSize: units(2), gap: units(1) }}>
        <span style={ONE_LINE}>{wallStrings.figures[id]}</span>
        {severity === null ? null : <SeverityWord severity={severity} isLastKnown={isLastKnown} />}
      </Box>
      <Box
        as="dd"
        margin="space0"
        fontWeight="fontWeightBold"
        style={{ fontSize, lineHeight: 1, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap', ...HEIGHT }}
        {...look.figure}
      >
        <span data-cell={id} aria-hidden={spoken !== null}>
          {value}
        </span>
        {spoken === null ? null : <ScreenReaderOnly>{spoken}</ScreenReaderOnly>}
      </Box>
      <Box
        as="dd"
        dir="auto"
        margin="space0"
        style={{ ...NAME_LINE, fontSize: units(2), lineHeight: 1.35 }}
        data-cell={`${id}Detail`}
      >
        {detail}
      </Box>
    </Box>
  );
}

/** A figure that is set smaller takes the room of the others, so that nothing moves. */
const HEIGHT = { height: units(FIGURE_UNITS), display: 'flex', alignItems: 'center' } as const;

const SeverityWord = ({
  severity,
  isLastKnown,
}: {
  readonly severity: Severity;
  readonly isLastKnown: boolean;
}): React.JSX.Element => (
  <Box as="span" flexShrink={0} fontWeight="fontWeightBold" data-severity={severity}>
    <StatusShape status={severity} isLastKnown={isLastKnown} size={units(1.6)} /> {STATUS_WORDS[severity]}
  </Box>
);

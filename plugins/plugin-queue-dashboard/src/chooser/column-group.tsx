import { Box } from '@twilio-paste/core/box';
import React, { useCallback, useState } from 'react';
import type { BoardSpan } from '../model/figures/formulas';
import type { SortColumn } from '../model/order/sort-queues';
import { SPAN_TITLES } from '../strings/explanation-strings';
import type { Choice } from './column-choice';
import { ColumnItem } from './column-item';
import type { Moves } from './use-moves';

interface ColumnGroupProps {
  readonly group: BoardSpan;
  /** Those of the group that match the search. */
  readonly choices: readonly Choice[];
  readonly isMovable: boolean;
  /** Stays the same. */
  readonly onToggle: (id: SortColumn) => void;
  readonly moves: Moves;
}

/** The figures of one window. */
export function ColumnGroup(props: ColumnGroupProps): React.JSX.Element | null {
  const { group, choices, isMovable, onToggle } = props;
  const { step, put } = props.moves;
  const [dragged, setDragged] = useState<SortColumn | null>(null);
  const [over, setOver] = useState<SortColumn | null>(null);
  const onDrag = useCallback((id: SortColumn | null) => {
    setDragged(id);
    setOver(null);
  }, []);
  if (choices.length === 0) return null;
  return (
    <Box
      as="fieldset"
      margin="space0"
      marginTop="space50"
      padding="space0"
      style={NO_FRAME}
      data-testid={`figures-${group}`}
    >
      <Box as="legend" padding="space0" fontSize="fontSize40" fontWeight="fontWeightSemibold" lineHeight="lineHeight40">
        {SPAN_TITLES[group]}
      </Box>
      <Box as="ul" margin="space0" padding="space0" style={NO_MARKERS}>
        {choices.map((choice) => (
          <ColumnItem
            key={choice.column.id}
            choice={choice}
            canMove={isMovable && choice.isShown}
            dragged={dragged}
            isOver={over === choice.column.id}
            onOver={setOver}
            {...{ onToggle, onDrag, step, put }}
          />
        ))}
      </Box>
    </Box>
  );
}

const NO_FRAME = { border: 0, minWidth: 0 } as const;
const NO_MARKERS = { listStyle: 'none' } as const;

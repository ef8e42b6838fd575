import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Checkbox } from '@twilio-paste/core/checkbox';
import { useUID } from '@twilio-paste/core/uid-library';
import { ArrowDownIcon } from '@twilio-paste/icons/cjs/ArrowDownIcon';
import { ArrowUpIcon } from '@twilio-paste/icons/cjs/ArrowUpIcon';
import { DragIcon } from '@twilio-paste/icons/cjs/DragIcon';
import React, { memo, type DragEvent, type HTMLAttributes, type KeyboardEvent } from 'react';
import type { SortColumn } from '../model/order/sort-queues';
import { chooserStrings as words } from '../strings/chooser-strings';
import type { Column } from '../table/columns';
import type { Choice } from './column-choice';
import type { Moves } from './use-moves';

interface ColumnItemProps extends Moves {
  /** The same object until it is shown, or no more. */
  readonly choice: Choice;
  readonly canMove: boolean;
  /** The one of the group that is dragged. */
  readonly dragged: SortColumn | null;
  /** It would take the place of this one. */
  readonly isOver: boolean;
  readonly onToggle: (id: SortColumn) => void;
  readonly onDrag: (id: SortColumn | null) => void;
  readonly onOver: (id: SortColumn) => void;
}

/** One figure: whether it is shown, what it counts, and what moves it. Renders when something of it changes. */
export const ColumnItem = memo(function ColumnItem(props: ColumnItemProps) {
  const { choice, canMove, isOver, onToggle, step } = props;
  const { column, isShown } = choice;
  const id = useUID();
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.altKey && canMove ? STEPS[event.key] : undefined;
    if (by === undefined) return;
    event.preventDefault();
    step(column.id, by);
  };
  return (
    <Box
      as="li"
      display="flex"
      alignItems="flex-start"
      columnGap="space30"
      paddingY="space30"
      borderBottomStyle="solid"
      borderBottomWidth="borderWidth10"
      borderBottomColor="colorBorderWeaker"
      backgroundColor={isOver ? 'colorBackgroundPrimaryWeakest' : 'colorBackgroundBody'}
      onKeyDown={onKeyDown}
      {...dragProps(props)}
      data-testid={`figure-${column.id}`}
    >
      <Box flexShrink={0} width="sizeIcon20" color="colorTextIcon" cursor={canMove ? 'grab' : undefined}>
        {canMove ? <DragIcon decorative /> : null}
      </Box>
      <Box flexGrow={1} minWidth="0">
        <Checkbox
          id={id}
          checked={isShown}
          helpText={column.definition}
          onChange={() => {
            onToggle(column.id);
          }}
        >
          {column.head}
        </Checkbox>
      </Box>
      {canMove ? <Arrows column={column} step={step} /> : null}
    </Box>
  );
});

const STEPS: Readonly<Partial<Record<string, 1 | -1>>> = { ArrowUp: -1, ArrowDown: 1 };

const Arrows = ({ column, step }: Pick<Moves, 'step'> & { readonly column: Column }): React.JSX.Element => (
  <Box display="flex" flexShrink={0} columnGap="space20">
    <Button
      variant="secondary_icon"
      size="icon_small"
      aria-label={words.earlier(column.title)}
      onClick={() => {
        step(column.id, -1);
      }}
    >
      <ArrowUpIcon decorative />
    </Button>
    <Button
      variant="secondary_icon"
      size="icon_small"
      aria-label={words.later(column.title)}
      onClick={() => {
        step(column.id, 1);
      }}
    >
      <ArrowDownIcon decorative />
    </Button>
  </Box>
);

type DragProp = 'draggable' | 'onDragStart' | 'onDragEnd' | 'onDragOver' | 'onDrop';

/** A figure takes the place of the one that it is dropped on. */
function dragProps(props: ColumnItemProps): Pick<HTMLAttributes<HTMLElement>, DragProp> {
  const { choice, canMove, dragged, onDrag, onOver, put } = props;
  const { id, head } = choice.column;
  if (!canMove) return {};
  return {
    draggable: true,
    onDragStart: ({ dataTransfer }: DragEvent) => {
      // Without data Firefox drags nothing.
      dataTransfer.setData('text/plain', head);
      onDrag(id);
    },
    onDragEnd: () => {
      onDrag(null);
    },
    onDragOver: (event: DragEvent) => {
      if (dragged === null || dragged === id) return;
      event.preventDefault();
      onOver(id);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      if (dragged !== null) put(dragged, id);
      onDrag(null);
    },
  };
}

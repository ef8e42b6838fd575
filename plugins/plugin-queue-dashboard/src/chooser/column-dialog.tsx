import { Dialog } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useCallback, useMemo, useRef, useState, type RefObject } from 'react';
import { matchesFilter } from '../model/order/filter-queues';
import type { SortColumn } from '../model/order/sort-queues';
import { chooserStrings as words } from '../strings/chooser-strings';
import { SPAN_TITLES } from '../strings/explanation-strings';
import { useFormatters } from '../parts/formatters-context';
import { type Column, FIRST_COLUMNS } from '../table/columns';
import { COLUMN_GROUPS } from '../table/shown-columns';
import { type Choice, choicesOf, chosenColumns, toggled } from './column-choice';
import { ColumnGroup } from './column-group';
import { useMoves } from './use-moves';

interface ColumnDialogProps {
  /** Those of the table. */
  readonly columns: readonly Column[];
  readonly onColumns: (columns: readonly Column[]) => void;
  readonly onClose: () => void;
}

/** Which figures the board shows, in which order. Nothing of the board changes until it is applied. */
export function ColumnDialog({ columns, onColumns, onClose }: ColumnDialogProps): React.JSX.Element {
  const id = useUID();
  const { count } = useFormatters();
  const search = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useState('');
  const [choices, setChoices] = useState(() => choicesOf(columns));
  const { said, step, put } = useMoves(choices, setChoices);
  const moves = useMemo(() => ({ step, put }), [step, put]);
  const onToggle = useCallback((figure: SortColumn) => {
    setChoices((all) => toggled(all, figure));
  }, []);
  const found = useMemo(() => choices.filter((choice) => isWanted(choice, wanted)), [choices, wanted]);
  const shownCount = choices.filter(({ isShown }) => isShown).length;
  return (
    <Dialog
      title={words.title}
      closeLabel={words.cancel}
      onClose={onClose}
      size="wide"
      initialFocusRef={search}
      testId="column-chooser"
      asides={
        <Button
          variant="secondary"
          onClick={() => {
            setChoices(choicesOf(FIRST_COLUMNS));
          }}
        >
          {words.reset}
        </Button>
      }
      actions={
        <Button
          variant="primary"
          onClick={() => {
            onColumns(chosenColumns(choices));
            onClose();
          }}
        >
          {words.apply}
        </Button>
      }
    >
      <Search id={id} field={search} value={wanted} onChange={setWanted} />
      <Text as="p" marginTop="space30" color="colorTextWeak">
        {words.hint} <span role="status">{words.shown(count(shownCount), count(choices.length))}</span>
      </Text>
      {/* Heard, and seen: who moves by keys looks at the list. */}
      <Text as="p" role="status" style={ROOM} data-testid="column-moved">
        {said}
      </Text>
      {found.length === 0 ? <Text as="p">{words.noMatch}</Text> : null}
      {COLUMN_GROUPS.map((group) => (
        <ColumnGroup
          key={group}
          group={group}
          choices={found.filter(({ column }) => column.group === group)}
          // Among some of the list a place would be another one than it seems.
          isMovable={wanted.trim() === ''}
          onToggle={onToggle}
          moves={moves}
        />
      ))}
    </Dialog>
  );
}

/** What is said there moves nothing below it. */
const ROOM = { minHeight: '1.5em' } as const;

interface SearchProps {
  readonly id: string;
  readonly field: RefObject<HTMLInputElement>;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const Search = ({ id, field, value, onChange }: SearchProps): React.JSX.Element => (
  <Box maxWidth="size40">
    <Label htmlFor={id}>{words.search}</Label>
    <Input
      id={id}
      ref={field}
      type="search"
      value={value}
      placeholder={words.searchPlaceholder}
      onChange={({ target }) => {
        onChange(target.value);
      }}
    />
  </Box>
);

/** As queues are filtered: every word, without regard to case and accents. */
const isWanted = ({ column: { title, definition, group } }: Choice, wanted: string): boolean =>
  matchesFilter({ name: title, groups: [definition, group === undefined ? '' : SPAN_TITLES[group]] }, wanted);

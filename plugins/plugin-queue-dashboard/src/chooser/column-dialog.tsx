import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Modal, ModalBody, ModalFooter, ModalFooterActions, ModalHeader, ModalHeading } from '@twilio-paste/core/modal';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useCallback, useMemo, useRef, useState, type RefObject } from 'react';
import { matchesFilter } from '../model/filter-queues';
import type { SortColumn } from '../model/sort-queues';
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
    <Modal
      ariaLabelledby={`${id}-heading`}
      isOpen
      onDismiss={onClose}
      size="wide"
      initialFocusRef={search}
      data-testid="column-chooser"
    >
      <ModalHeader>
        <ModalHeading as="h2" id={`${id}-heading`}>
          {words.title}
        </ModalHeading>
      </ModalHeader>
      <ModalBody>
        <Search id={`${id}-search`} field={search} value={wanted} onChange={setWanted} />
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
      </ModalBody>
      <ChooserFooter
        onReset={() => {
          setChoices(choicesOf(FIRST_COLUMNS));
        }}
        onClose={onClose}
        onApply={() => {
          onColumns(chosenColumns(choices));
          onClose();
        }}
      />
    </Modal>
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

type FooterProps = Readonly<Record<'onReset' | 'onClose' | 'onApply', () => void>>;

const ChooserFooter = ({ onReset, onClose, onApply }: FooterProps): React.JSX.Element => (
  <ModalFooter>
    <ModalFooterActions justify="start">
      <Button variant="secondary" onClick={onReset}>
        {words.reset}
      </Button>
    </ModalFooterActions>
    <ModalFooterActions>
      <Button variant="secondary" onClick={onClose}>
        {words.cancel}
      </Button>
      <Button variant="primary" onClick={onApply}>
        {words.apply}
      </Button>
    </ModalFooterActions>
  </ModalFooter>
);

/** As queues are filtered: every word, without regard to case and accents. */
const isWanted = ({ column: { title, definition, group } }: Choice, wanted: string): boolean =>
  matchesFilter({ name: title, groups: [definition, group === undefined ? '' : SPAN_TITLES[group]] }, wanted);

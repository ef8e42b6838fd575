import { foldText } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState, type ReactNode } from 'react';

interface SearchedListProps<Item> {
  /** Names the whole. */
  readonly legend: string;
  readonly searchLabel: string;
  readonly searchTestId: string;
  readonly items: readonly Item[];
  /** By a part of which it is found. */
  readonly nameOf: (item: Item) => string;
  readonly renderItem: (item: Item) => ReactNode;
  /** Between the search and the list. Default: nothing. */
  readonly note?: ReactNode;
  /** At the head of the list, whatever is searched. Default: nothing. */
  readonly first?: ReactNode;
  /** More are not drawn: who looks for one of five hundred writes a part of its name. Default: no limit. */
  readonly mostShown?: number;
  /** That some are not drawn. */
  readonly moreWords?: (count: number) => string;
  readonly noneFound: string;
}

/** Some of many to choose from, found by a part of the name. */
export function SearchedList<Item>(props: SearchedListProps<Item>): React.JSX.Element {
  const { legend, searchLabel, searchTestId, items, nameOf, renderItem, noneFound } = props;
  const { note = null, first = null, mostShown = items.length, moreWords } = props;
  const [wanted, setWanted] = useState('');
  const id = useUID();
  const found = items.filter((item) => foldText(nameOf(item), 'search').includes(foldText(wanted, 'search')));
  return (
    <Box as="fieldset" margin="space0" padding="space0" borderStyle="none" minWidth="0">
      <Box as="legend" padding="space0" color="colorText" fontWeight="fontWeightSemibold" fontSize="fontSize30">
        {legend}
      </Box>
      <Label htmlFor={id}>{searchLabel}</Label>
      <Input
        id={id}
        type="search"
        value={wanted}
        data-testid={searchTestId}
        onChange={({ target }) => {
          setWanted(target.value);
        }}
      />
      {note}
      <Box maxHeight="size30" overflow="auto" marginTop="space20">
        {first}
        {found.slice(0, mostShown).map(renderItem)}
      </Box>
      {found.length > mostShown && moreWords !== undefined ? (
        <Text as="p">{moreWords(found.length - mostShown)}</Text>
      ) : null}
      {found.length === 0 ? <Text as="p">{noneFound}</Text> : null}
    </Box>
  );
}

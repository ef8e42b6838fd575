import { Box } from '@twilio-paste/core/box';
import React, { useCallback, useMemo, useState } from 'react';
import type { JsonObject } from '../model/json-pointer';
import { jsonRows, memberRows, type JsonRow } from '../model/json-rows';
import { words } from '../parts/strings';
import { TreeView } from '../parts/tree-view';

interface JsonViewProps {
  readonly label: string;
  readonly testId: string;
  /** A value, or members in an order of their own, each of which begins closed. */
  readonly shown:
    { readonly value: JsonObject } | { readonly members: readonly (readonly [key: string, value: unknown])[] };
  /** Pointers of what is hidden. */
  readonly masked: ReadonlySet<string>;
  readonly marked: ReadonlySet<string>;
  /** Behind the line of a pointer. The same function as long as it says the same. Default: nothing. */
  readonly noteOf?: (pointer: string) => string | null;
  readonly chosenId?: string | null;
  readonly onChoose?: (pointer: string) => void;
}

/** JSON as a tree of lines that open and close: text only, whatever is in it. */
export function JsonView(props: JsonViewProps): React.JSX.Element {
  const { label, testId, shown, masked, marked, noteOf, chosenId = null, onChoose } = props;
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const rows = useMemo(
    () =>
      'value' in shown ? jsonRows(shown.value, { toggled }) : memberRows(shown.members, { toggled, openLevels: 0 }),
    [shown, toggled],
  );
  const renderLine = useCallback(
    (row: JsonRow) => <Line row={row} isMasked={masked.has(row.id)} note={noteOf?.(row.id) ?? null} />,
    [masked, noteOf],
  );
  return (
    <TreeView<JsonRow>
      label={label}
      testId={testId}
      lines={rows}
      textOf={textOf}
      renderLine={renderLine}
      marked={marked}
      chosenId={chosenId}
      onToggle={({ id }, isOpen) => {
        setToggled(new Map(toggled).set(id, isOpen));
      }}
      {...(onChoose === undefined
        ? {}
        : {
            onChoose: ({ id }) => {
              onChoose(id);
            },
          })}
    />
  );
}

const textOf = ({ name, text }: JsonRow): string => (name === null ? text : `${name}: ${text}`);

interface LineProps {
  readonly row: JsonRow;
  readonly isMasked: boolean;
  readonly note: string | null;
}

const Line = ({ row: { name, text, type }, isMasked, note }: LineProps): React.JSX.Element => (
  <>
    {name === null ? null : (
      <span style={CODE}>
        <bdi dir="auto">{name}</bdi>
        {': '}
      </span>
    )}
    {isMasked ? (
      <Box as="em" color="colorTextWeak">
        {words.value.masked}
      </Box>
    ) : (
      <Box as="span" color={type === 'object' || type === 'array' ? 'colorTextWeak' : 'colorText'} style={CODE}>
        <bdi dir="auto">{text}</bdi>
      </Box>
    )}
    {note === null ? null : (
      <Box as="span" color="colorTextWeak" fontSize="fontSize20">
        {note}
      </Box>
    )}
  </>
);

const CODE = { fontFamily: 'monospace' } as const;

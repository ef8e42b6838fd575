import type { ExplorerKind } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import React, { useCallback, useEffect, useMemo, useState } from 'react';
import type { KindList, KindLists, ObjectLists } from '../data/object-lists';
import { literalText } from '../model/literal-text';
import { KINDS, treeRows, type TreeRow } from '../model/tree-rows';
import { type ExplorerFormatters, useExplorer } from '../parts/explorer-context';
import { Literal } from '../parts/literal';
import { ProblemNote } from '../parts/problem-note';
import { words } from '../parts/strings';
import { TreeView } from '../parts/tree-view';

interface ObjectTreeProps {
  readonly lists: ObjectLists;
  /** Reads on where a search left off; null where each kind is read by itself. */
  readonly goOn: (() => void) | null;
}

/** What a service holds: a page of a kind is read when its end is scrolled to, or somebody asks. */
export function ObjectTree({ lists, goOn }: ObjectTreeProps): React.JSX.Element {
  const { store, format } = useExplorer();
  const state = useSource(lists);
  const selection = useSource(store.selection);
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const isSearch = goOn !== null;
  const rows = useMemo(
    () => treeRows(state, { toggled, openKinds: isSearch ? KINDS : FIRST_KINDS }),
    [state, toggled, isSearch],
  );
  const unread = rows.find((row) => row.type === 'more' && state[row.kind].hasMore === null);
  const firstUnread = !isSearch && unread?.type === 'more' && state[unread.kind].problem === null ? unread.kind : null;
  useEffect(() => {
    if (firstUnread !== null) void lists.more(firstUnread);
  }, [lists, firstUnread]);

  function readMore(kind: ExplorerKind): void {
    if (goOn === null) void lists.more(kind);
    else goOn();
  }

  function choose(row: TreeRow): void {
    if (row.type === 'more') readMore(row.kind);
    if (row.type !== 'object') return;
    const { kind, sid, uniqueName } = row.object;
    store.selection.choose({ kind, sid, name: uniqueName });
  }

  const renderLine = useCallback((row: TreeRow) => <Line row={row} state={state} format={format} />, [state, format]);
  const failed = KINDS.find((kind) => state[kind].problem !== null);
  return (
    <>
      <ProblemNote
        problem={failed === undefined ? null : state[failed].problem}
        testId="explorer-tree-problem"
        onRetry={() => {
          if (failed !== undefined) readMore(failed);
        }}
      />
      <TreeView
        label={words.tree.label}
        testId="explorer-tree"
        lines={rows}
        textOf={textOf}
        renderLine={renderLine}
        chosenId={selection.step === 'chosen' ? selection.key.sid : null}
        onToggle={({ id }, isOpen) => {
          setToggled(new Map(toggled).set(id, isOpen));
        }}
        onChoose={choose}
        onReach={(reached) => {
          // Never by itself: only what somebody scrolls to is read.
          const end = goOn === null ? reached.find((row) => row.type === 'more') : undefined;
          if (end?.type === 'more' && state[end.kind].problem === null) void lists.more(end.kind);
        }}
      />
    </>
  );
}

const FIRST_KINDS = ['document'] as const;

interface LineProps {
  readonly row: TreeRow;
  readonly state: KindLists;
  readonly format: ExplorerFormatters;
}

function Line({ row, state, format }: LineProps): React.JSX.Element {
  switch (row.type) {
    case 'kind':
      return (
        <>
          <strong>{words.kinds[row.kind]}</strong>
          {state[row.kind].hasMore === null ? null : (
            <Count text={words.tree.count(format.count(row.count), row.isWhole)} />
          )}
        </>
      );
    case 'group':
      return (
        <>
          {row.prefix === null ? words.unnamed : <Literal text={`${row.prefix}.`} />}
          <Count text={format.count(row.count)} />
        </>
      );
    case 'object':
      return <Literal text={nameIn(row)} />;
    case 'more':
      return <em>{moreText(state[row.kind], format)}</em>;
  }
}

const Count = ({ text }: { readonly text: string }): React.JSX.Element => (
  <Box as="span" color="colorTextWeak" fontSize="fontSize20">
    {text}
  </Box>
);

/** Within its group an object is named by the rest of its name. */
function nameIn({ level, object }: TreeRow & { readonly type: 'object' }): string {
  const name = object.uniqueName;
  if (name === null) return object.sid;
  return level === 3 ? name.slice(name.indexOf('.') + 1) : name;
}

function moreText({ isLoading, problem, hasMore, objects }: KindList, format: ExplorerFormatters): string {
  if (isLoading) return words.tree.reading;
  if (problem !== null) return words.tree.again;
  if (hasMore === false) return words.tree.none;
  return hasMore === null ? words.tree.show : words.tree.more(format.count(objects.length));
}

function textOf(row: TreeRow): string {
  switch (row.type) {
    case 'kind':
      return words.kinds[row.kind];
    case 'group':
      return row.prefix === null ? words.unnamed : literalText(`${row.prefix}.`);
    case 'object':
      return literalText(nameIn(row));
    case 'more':
      return '';
  }
}

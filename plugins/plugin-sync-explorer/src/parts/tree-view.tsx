import {
  useLooks,
  useNarrowWindow,
  useRowNavigation,
  useRowWindow,
  useShortWindow,
} from '@flex-sync-suite/shared/views';
import React, { memo, useMemo, useRef, type MouseEvent, type ReactNode, type UIEvent } from 'react';
import { useTreeKeys, type TreeLine, type TreeMoves } from './use-tree-keys';

export interface TreeViewProps<Line extends TreeLine> extends TreeMoves<Line> {
  readonly label: string;
  readonly testId: string;
  /** The same function as long as it draws the same. */
  readonly renderLine: (line: Line) => ReactNode;
  /** Default: none. */
  readonly chosenId?: string | null;
  /** Lines that are marked for a moment. Default: none. */
  readonly marked?: ReadonlySet<string>;
  /** Lines that came in sight by scrolling. Default: nobody wants to know. */
  readonly onReach?: (lines: readonly Line[]) => void;
}

const LINE_HEIGHT_PX = 28;
/** Deeper lines stand where this level does: or they would leave the view. */
const DEEPEST_INDENT = 24;

/**
 * A tree of which only the lines near the visible part are drawn. Arrows, Home, End, Page Up and Page Down move; right and
 * left open, close and go up; typing goes to the next line that begins with it.
 */
export function TreeView<Line extends TreeLine>(props: TreeViewProps<Line>): React.JSX.Element {
  const { label, testId, lines, textOf, renderLine, onToggle, onChoose, chosenId, marked, onReach } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const isLow = [useShortWindow(), useNarrowWindow()].includes(true);
  const order = useMemo(() => lines.map(({ id }) => id), [lines]);
  const { onEnter, keyTarget } = useTreeKeys(props);
  const navigation = { order, container: scroller, idAttribute: 'data-line', onEnter, keyTarget };
  const { tabStop, containerProps } = useRowNavigation(navigation);
  const parts = useRowWindow({ order, tabStop, scroller, rowHeightPx: LINE_HEIGHT_PX });

  function onClick({ target }: MouseEvent): void {
    const id = target instanceof Element ? target.closest('[data-line]')?.getAttribute('data-line') : null;
    const line = lines.find((each) => each.id === id);
    if (line === undefined) return;
    if (line.isExpanded !== null) onToggle(line, !line.isExpanded);
    onChoose?.(line);
  }

  function onScroll({ currentTarget: { scrollTop, clientHeight } }: UIEvent<HTMLElement>): void {
    const first = Math.floor(scrollTop / LINE_HEIGHT_PX);
    onReach?.(lines.slice(first, Math.ceil((scrollTop + clientHeight) / LINE_HEIGHT_PX) + 1));
  }

  return (
    <div
      ref={scroller}
      role="tree"
      aria-label={label}
      data-testid={testId}
      tabIndex={-1}
      style={isLow ? LOW : HIGH}
      onScroll={onScroll}
      onClick={onClick}
      onKeyDown={containerProps.onKeyDown}
      onFocusCapture={containerProps.onFocusCapture}
    >
      {parts.map((part) => {
        if (part.kind === 'gap') return <div key={part.key} role="none" style={{ height: part.heightPx }} />;
        const line = lines[part.index];
        return line === undefined ? null : (
          <LineView
            key={line.id}
            line={line}
            isTabStop={line.id === tabStop}
            isChosen={line.id === chosenId}
            isMarked={marked?.has(line.id) ?? false}
            // memo() loses the type of the line.
            render={renderLine as (line: TreeLine) => ReactNode}
            text={textOf(line)}
          />
        );
      })}
    </div>
  );
}

interface LineViewProps {
  readonly line: TreeLine;
  readonly isTabStop: boolean;
  readonly isChosen: boolean;
  readonly isMarked: boolean;
  readonly text: string;
  readonly render: (line: TreeLine) => ReactNode;
}

const LineView = memo(function LineView({ line, isTabStop, isChosen, isMarked, text, render }: LineViewProps) {
  const looks = useLooks(LOOKS);
  const look = isMarked ? looks.marked : isChosen ? looks.chosen : looks.plain;
  return (
    <div
      role="treeitem"
      aria-level={line.level}
      aria-expanded={line.isExpanded ?? undefined}
      aria-selected={isChosen}
      tabIndex={isTabStop ? 0 : -1}
      className={`${looks.line} ${look}`}
      style={{ paddingInlineStart: 8 + 16 * (Math.min(line.level, DEEPEST_INDENT) - 1) }}
      title={text}
      data-line={line.id}
      {...(isMarked ? { 'data-marked': '' } : {})}
    >
      <span aria-hidden="true" style={TWISTY}>
        {line.isExpanded === null ? '' : line.isExpanded ? '▾' : '▸'}
      </span>
      {render(line)}
    </div>
  );
});

const SCROLLING = { overflow: 'auto', minHeight: 0, flexGrow: 1 } as const;
const HIGH = { ...SCROLLING, height: '100%' } as const;
/** The page scrolls around it. */
const LOW = { ...SCROLLING, height: 'max(200px, 50vh)', flexShrink: 0 } as const;

const TWISTY = { display: 'inline-block', width: 14, flexShrink: 0 } as const;
const LOOKS = {
  line: {
    display: 'flex',
    alignItems: 'center',
    height: `${LINE_HEIGHT_PX}px`,
    paddingInlineEnd: '8px',
    columnGap: 'space20',
    fontSize: 'fontSize30',
    lineHeight: 'lineHeight20',
    whiteSpace: 'pre',
    cursor: 'pointer',
    // As wide as what is in it, so that the end of a long line can be scrolled to.
    minWidth: '100%',
    width: 'max-content',
    _focusVisible: { outline: 'none', boxShadow: 'shadowFocusInset' },
  },
  plain: { backgroundColor: 'colorBackgroundBody', color: 'colorText', _hover: { backgroundColor: 'colorBackground' } },
  chosen: { backgroundColor: 'colorBackgroundPrimaryWeakest', color: 'colorText' },
  marked: { backgroundColor: 'colorBackgroundWarningWeakest', color: 'colorText' },
} as const;

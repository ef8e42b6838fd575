import { useMemo, type KeyboardEvent } from 'react';
import { createTypeAhead } from '../model/type-ahead';

/** A line of a tree. */
export interface TreeLine {
  readonly id: string;
  /** Begins with 1. */
  readonly level: number;
  /** Null for what cannot be opened. */
  readonly isExpanded: boolean | null;
}

export interface TreeMoves<Line extends TreeLine> {
  /** Those that are not inside of something closed, in order. */
  readonly lines: readonly Line[];
  /** What typing finds a line by. Define it outside of the component. */
  readonly textOf: (line: Line) => string;
  readonly onToggle: (line: Line, isOpen: boolean) => void;
  /** A click, Enter or Space on a line. Default: it only opens and closes. */
  readonly onChoose?: (line: Line) => void;
}

interface TreeKeys {
  readonly onEnter: (id: string) => void;
  readonly keyTarget: (event: KeyboardEvent, from: string) => string | undefined;
}

/** What keys do in a tree besides moving up and down: for `useRowNavigation`. */
export function useTreeKeys<Line extends TreeLine>(moves: TreeMoves<Line>): TreeKeys {
  const { lines, textOf, onToggle, onChoose } = moves;
  const typeAhead = useMemo(() => createTypeAhead(), []);
  const indexOf = (id: string): number => lines.findIndex((line) => line.id === id);

  function onEnter(id: string): void {
    const line = lines[indexOf(id)];
    if (line === undefined) return;
    if (line.isExpanded !== null) onToggle(line, !line.isExpanded);
    onChoose?.(line);
  }

  function keyTarget(event: KeyboardEvent, from: string): string | undefined {
    const index = indexOf(from);
    const line = lines[index];
    if (line === undefined || event.ctrlKey || event.metaKey || event.altKey) return undefined;
    switch (event.key) {
      case 'ArrowRight':
        if (line.isExpanded === false) onToggle(line, true);
        return line.isExpanded === true ? lines[index + 1]?.id : from;
      case 'ArrowLeft':
        if (line.isExpanded === true) onToggle(line, false);
        return line.isExpanded === true ? from : (parentOf(lines, index) ?? from);
      case ' ':
        onEnter(from);
        return from;
      default: {
        const found = typeAhead(event.key, index, lines.length, (each) => textOf(lines[each] ?? line));
        return found === null ? undefined : lines[found]?.id;
      }
    }
  }

  return { onEnter, keyTarget };
}

/** The nearest line above that is less deep. */
function parentOf(lines: readonly TreeLine[], index: number): string | undefined {
  const level = lines[index]?.level ?? 1;
  for (let above = index - 1; above >= 0; above -= 1) {
    const line = lines[above];
    if (line !== undefined && line.level < level) return line.id;
  }
  return undefined;
}

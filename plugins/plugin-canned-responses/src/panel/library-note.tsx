import { Text } from '@twilio-paste/core/text';
import React from 'react';
import type { AgentLibrary } from '../data/library-store';
import { usePanel } from '../parts/panel-context';
import { panelStrings } from './panel-strings';

interface LibraryNoteProps {
  readonly library: AgentLibrary;
  /** Of the responses that are shown. */
  readonly count: number;
}

/** How many there are, and what is still missing. */
export function LibraryNote({ library, count }: LibraryNoteProps): React.JSX.Element {
  const { format } = usePanel();
  // An outage has its banner, which says it of every library.
  const problems = library.state.kind === 'ready' ? library.problems.length : 0;
  return (
    <Text as="p" fontSize="fontSize20" lineHeight="lineHeight20" color="colorTextWeak" role="status">
      <span data-testid="canned-count">{panelStrings.resultCount(format.count(count))}</span>
      {library.isComplete || library.state.kind === 'no-lists'
        ? null
        : ` ${panelStrings.incomplete(format.count(library.index.size))}`}
      {problems === 0 ? null : ` ${panelStrings.listProblems(format.count(problems))}`}
    </Text>
  );
}

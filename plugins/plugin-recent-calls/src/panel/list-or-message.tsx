import type { LiveViewState } from '@flex-sync-suite/shared/views';
import React, { useMemo } from 'react';
import { usePorts } from '../data/panel-ports';
import type { Calls } from '../data/use-calls';
import { useOlderCalls } from '../data/use-older-calls';
import { NO_FILTER } from '../model/filter-calls';
import { PanelMessage } from '../parts/panel-message';
import { CallList, type CallListProps } from './call-list';
import { OlderCallsFooter } from './older-calls';

interface ListOrMessageProps extends Omit<CallListProps, 'footer'> {
  readonly known: Pick<Calls, 'oldestLiveAt' | 'add'>;
  /** What stands in place of the list; null for the list. */
  readonly placeholder: LiveViewState | null;
}

/** The calls, or why there are none to show; below them the way to older ones. */
export function ListOrMessage({ known, placeholder, ...list }: ListOrMessageProps): React.JSX.Element {
  const { memory } = usePorts();
  const older = useOlderCalls(known.oldestLiveAt, known.add);
  // Made once: a list whose footer is another one each second renders each second.
  const footer = useMemo(() => <OlderCallsFooter older={older} />, [older]);
  if (placeholder === null) return <CallList {...list} footer={footer} />;
  return (
    <PanelMessage
      state={placeholder}
      onClearFilter={() => {
        memory.filter.set(NO_FILTER);
      }}
      footer={placeholder.kind === 'empty' || placeholder.kind === 'no-match' ? footer : undefined}
    />
  );
}

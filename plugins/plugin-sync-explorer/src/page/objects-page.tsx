import type { ExplorerService } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { useNarrowWindow, ViewMessage } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React, { useMemo, type ReactNode } from 'react';
import { openObject } from '../data/open-object';
import type { Selection } from '../data/selection';
import { Inspector } from '../inspector/inspector';
import { ServiceFacts } from '../inspector/service-facts';
import { literalText } from '../model/literal-text';
import { useExplorer } from '../parts/explorer-context';
import { ProblemNote } from '../parts/problem-note';
import { words } from '../parts/strings';
import { TreePanel } from '../tree/tree-panel';
import { ValuePanel } from '../value/value-panel';

/** What a service holds on the left, what the chosen object says in the middle, what is to be known of it on the right. */
export function ObjectsPage({ service }: { readonly service: ExplorerService }): React.JSX.Element {
  const isNarrow = useNarrowWindow();
  const { store } = useExplorer();
  const selection = useSource(store.selection);
  const open = useMemo(
    () => (selection.step === 'chosen' ? openObject(store.api, selection.key, store.history) : null),
    [store, selection],
  );
  const name = selection.step === 'chosen' ? selection.name : null;
  return (
    <div style={isNarrow ? STACKED : COLUMNS}>
      <Column label={words.tree.label}>
        <TreePanel key={service.sid} service={service.sid} />
      </Column>
      <Column label={words.value.label}>
        {open === null ? (
          <NotChosen selection={selection} />
        ) : (
          <ValuePanel key={open.key.sid} open={open} name={name} />
        )}
      </Column>
      <Column label={words.inspector.label} isScrolling>
        {open === null ? <ServiceFacts service={service} /> : <Inspector key={open.key.sid} open={open} />}
      </Column>
    </div>
  );
}

const STACKED = { display: 'flex', flexDirection: 'column', rowGap: 24 } as const;
const COLUMNS = {
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 26fr) minmax(0, 44fr) minmax(0, 30fr)',
  gridTemplateRows: 'minmax(0, 1fr)',
  columnGap: 24,
  flexGrow: 1,
  minHeight: 0,
} as const;

interface ColumnProps {
  readonly label: string;
  /** Default false: what is in it scrolls by itself. */
  readonly isScrolling?: boolean;
  readonly children: ReactNode;
}

function Column({ label, isScrolling = false, children }: ColumnProps): React.JSX.Element {
  const isNarrow = useNarrowWindow();
  // What scrolls is reached by the keyboard, or it could not be scrolled without a pointer.
  const scrolling = isScrolling && !isNarrow ? SCROLLING : {};
  return (
    <Box as="section" aria-label={label} minWidth="0" minHeight="0" {...scrolling}>
      {children}
    </Box>
  );
}

const SCROLLING = { overflowY: 'auto', tabIndex: 0, paddingRight: 'space20' } as const;

function NotChosen({ selection }: { readonly selection: Selection }): React.JSX.Element {
  const place = { size: 'panel', testId: 'explorer-value-message' } as const;
  switch (selection.step) {
    case 'seeking':
      return (
        <ViewMessage
          {...place}
          words={{ title: words.value.seeking(literalText(selection.name)), text: '' }}
          isLoading
        />
      );
    case 'not-found':
      return (
        <>
          {selection.problem === null ? <ViewMessage {...place} words={words.value.notFound} /> : null}
          <ProblemNote problem={selection.problem} testId="explorer-value-problem" />
        </>
      );
    case 'none':
    case 'chosen':
      return <ViewMessage {...place} words={words.value.none} />;
  }
}

import { Box } from '@twilio-paste/core/box';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSource } from '../../hooks';
import { useShortWindow } from '../../views';
import { PluginErrorBoundary } from '../plugin-error-boundary';
import { PanelBar } from './panel-bar';
import type { PanelFrame, PanelTab, PanelTabs } from './panel-tab';
import { createPanelView } from './panel-view';
import { TabBar } from './tab-bar';

/** What the panel is called while several tabs share it. */
export const AGENT_PANEL_LABEL = 'Beside the conversation';

/**
 * The panel beside the conversation. One tab is a bar that opens into its content; several share the bar and the room, so
 * that Flex's customer view stays below. Its `data-state`, or that of the tab, is `collapsed`, or what the content said
 * last; `loading` before it has said anything.
 */
export function AgentPanel({ tabs }: { readonly tabs: PanelTabs }): React.JSX.Element | null {
  const panel = useRef<HTMLElement>(null);
  const id = useUID();
  const contentId = `agent-panel-${id}`;
  const view = useMemo(() => createPanelView(tabs, () => hasFocus(contentId)), [tabs, contentId]);
  useEffect(() => view.start(), [view]);
  const { offered, shown } = useSource(view);
  const isShort = useShortWindow();
  const name = shown?.name ?? '';
  const [state, onState] = useContentState(name);
  const [first] = offered;
  if (first === undefined) return null;
  const isAlone = offered.length === 1;
  const mark = (tab: PanelTab) => ({
    'data-testid': `${tab.testId}-panel`,
    'data-state': tab === shown ? state : 'collapsed',
  });
  return (
    <Box
      ref={panel}
      as="section"
      aria-label={isAlone ? first.title : AGENT_PANEL_LABEL}
      display="flex"
      flexDirection="column"
      flexGrow={shown === null ? 0 : 1}
      flexShrink={shown === null ? 0 : 1}
      flexBasis={shown === null ? 'auto' : '0'}
      width="100%"
      // In a low window there is no room for two: the customer view is below, where the column scrolls to.
      minHeight={shown === null ? undefined : isShort ? '100%' : shown.openMinHeight}
      overflow="hidden"
      color="colorText"
      backgroundColor="colorBackgroundBody"
      borderBottomStyle="solid"
      borderBottomWidth="borderWidth10"
      borderBottomColor="colorBorderWeak"
      {...(isAlone ? mark(first) : { 'data-testid': 'agent-panel' })}
    >
      {isAlone ? (
        <PanelBar tab={first} isShown={shown !== null} contentId={contentId} view={view} />
      ) : (
        <TabBar id={id} offered={offered} shown={shown} contentId={contentId} view={view} mark={mark} />
      )}
      {shown === null ? null : (
        <PanelContent
          key={name}
          tab={shown}
          id={contentId}
          heading={isAlone ? null : shown.title}
          attributes={
            isAlone ? NO_ATTRIBUTES : { role: 'tabpanel', 'aria-labelledby': `${id}-${name}`, ...mark(shown) }
          }
          panel={panel}
          onState={onState}
        />
      )}
    </Box>
  );
}

/** What the content of a tab said last that it shows; `loading` before it has said anything. */
function useContentState(name: string): readonly [string, PanelFrame['onState']] {
  const [said, setSaid] = useState({ name, kind: 'loading' });
  const onState = useCallback(
    (kind: string) => {
      setSaid({ name, kind });
    },
    [name],
  );
  return [said.name === name ? said.kind : 'loading', onState];
}

const hasFocus = (id: string): boolean => document.getElementById(id)?.contains(document.activeElement) === true;

const NO_ATTRIBUTES = {};

interface PanelContentProps extends PanelFrame {
  readonly tab: PanelTab;
  readonly id: string;
  /** Unseen, above what the tab has: a bar of tabs is no heading. Null where the bar is one. */
  readonly heading: string | null;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * What the shown tab renders, in a wall that holds what it throws. It stands in one place whether other tabs come or go:
 * what somebody works in stays mounted.
 */
function PanelContent({ tab, id, heading, attributes, panel, onState }: PanelContentProps): React.JSX.Element {
  const isShort = useShortWindow();
  return (
    <Box
      id={id}
      display="flex"
      flexDirection="column"
      flexGrow={1}
      minHeight="0"
      overflow={isShort ? 'auto' : undefined}
      {...attributes}
    >
      {heading === null ? null : <ScreenReaderOnly as="h2">{heading}</ScreenReaderOnly>}
      <PluginErrorBoundary name={tab.title}>
        <TabContent tab={tab} panel={panel} onState={onState} />
      </PluginErrorBoundary>
    </Box>
  );
}

/** A component of its own: the wall around it holds only what its children throw. */
const TabContent = ({ tab, panel, onState }: PanelFrame & { readonly tab: PanelTab }): React.JSX.Element => (
  <>{tab.render({ panel, onState })}</>
);

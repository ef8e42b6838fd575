import { type LiveViewState, useValue, type ValueStore } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { ChevronDownIcon } from '@twilio-paste/icons/cjs/ChevronDownIcon';
import { ChevronUpIcon } from '@twilio-paste/icons/cjs/ChevronUpIcon';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { strings } from '../strings';
import { CallsView } from './calls-view';
import { PanelMessage } from './panel-message';
import { PanelRoot, type PanelWorld } from './panel-root';

/** The world, or why there is none. */
export type OpenWorld = () => PanelWorld | { readonly reason: string };

interface RecentCallsPanelProps {
  readonly expansion: ValueStore<boolean>;
  /** Asked for when the panel is opened, not before. */
  readonly openWorld: OpenWorld;
}

/** A bar in the agent desktop that opens into the list. Closed, it asks Sync for nothing. */
export function RecentCallsPanel({ expansion, openWorld }: RecentCallsPanelProps): React.JSX.Element {
  const isExpanded = useValue(expansion);
  const contentId = useUID();
  const panel = useRef<HTMLElement>(null);
  const [kind, setKind] = useState<LiveViewState['kind']>('loading');
  return (
    <Box
      ref={panel}
      as="section"
      aria-label={strings.title}
      display="flex"
      flexDirection="column"
      flexGrow={isExpanded ? 1 : 0}
      flexShrink={isExpanded ? 1 : 0}
      flexBasis={isExpanded ? '0' : 'auto'}
      width="100%"
      minHeight={isExpanded ? '70%' : undefined}
      overflow="hidden"
      color="colorText"
      backgroundColor="colorBackgroundBody"
      borderBottomStyle="solid"
      borderBottomWidth="borderWidth10"
      borderBottomColor="colorBorderWeak"
      data-testid="recent-calls-panel"
      data-state={isExpanded ? kind : 'collapsed'}
    >
      <Box as="h2" margin="space0" flexShrink={0}>
        <Box
          as="button"
          type="button"
          display="flex"
          alignItems="center"
          justifyContent="space-between"
          width="100%"
          minHeight="40px"
          paddingX="space40"
          borderStyle="none"
          cursor="pointer"
          color="colorText"
          backgroundColor="colorBackground"
          fontFamily="fontFamilyText"
          fontSize="fontSize30"
          fontWeight="fontWeightSemibold"
          _focusVisible={{ outline: 'none', boxShadow: 'shadowFocusInset' }}
          aria-expanded={isExpanded}
          aria-controls={isExpanded ? contentId : undefined}
          data-testid="recent-calls-toggle"
          onClick={() => {
            expansion.set(!isExpanded);
          }}
        >
          {strings.title}
          {isExpanded ? <ChevronUpIcon decorative /> : <ChevronDownIcon decorative />}
        </Box>
      </Box>
      {isExpanded ? (
        <Box id={contentId} display="flex" flexDirection="column" flexGrow={1} minHeight="0">
          <PanelContent openWorld={openWorld} panel={panel} onState={setKind} />
        </Box>
      ) : null}
    </Box>
  );
}

interface PanelContentProps {
  readonly openWorld: OpenWorld;
  readonly panel: RefObject<HTMLElement>;
  readonly onState: (kind: LiveViewState['kind']) => void;
}

function PanelContent({ openWorld, panel, onState }: PanelContentProps): React.JSX.Element {
  const [world] = useState(openWorld);
  const isConfigured = !('reason' in world);
  useLayoutEffect(() => {
    if (!isConfigured) onState('unconfigured');
  }, [isConfigured, onState]);
  if ('reason' in world) return <PanelMessage state={{ kind: 'unconfigured', reason: world.reason }} />;
  return (
    <PanelRoot world={world}>
      <CallsView workerSid={world.workerSid} panel={panel} onState={onState} />
    </PanelRoot>
  );
}

import { SyncProvider } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { useUID } from '@twilio-paste/core/uid-library';
import { ChevronDownIcon } from '@twilio-paste/icons/cjs/ChevronDownIcon';
import { ChevronUpIcon } from '@twilio-paste/icons/cjs/ChevronUpIcon';
import React, { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Desk } from '../desk/desk';
import { availabilityOf, useTask } from '../desk/task-facts';
import { useValue, type ValueStore } from '@flex-sync-suite/shared/hooks';
import { strings } from '../strings';
import { createPanelFormatters, PanelContext } from './desk-context';
import { PanelMessage } from './panel-message';
import { ResponsesView, type PanelStateKind } from './responses-view';

interface CannedPanelProps {
  readonly desk: Desk;
  readonly expansion: ValueStore<boolean>;
}

/** The bar beside a written conversation that opens into the list of responses. For a call it is not there. */
export function CannedPanel({ desk, expansion }: CannedPanelProps): React.JSX.Element | null {
  const availability = availabilityOf(useTask(desk));
  const isWritten =
    availability.kind === 'on' || (availability.reason !== 'no-task' && availability.reason !== 'not-written');
  return isWritten ? <Panel desk={desk} expansion={expansion} /> : null;
}

function Panel({ desk, expansion }: CannedPanelProps): React.JSX.Element {
  const isExpanded = useValue(expansion);
  const contentId = useUID();
  const panel = useRef<HTMLElement>(null);
  const [kind, setKind] = useState<PanelStateKind>('loading');
  const availability = availabilityOf(useTask(desk));
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
      minHeight={isExpanded ? 'min(80%, 640px)' : undefined}
      overflow="hidden"
      color="colorText"
      backgroundColor="colorBackgroundBody"
      borderBottomStyle="solid"
      borderBottomWidth="borderWidth10"
      borderBottomColor="colorBorderWeak"
      data-testid="canned-panel"
      data-state={isExpanded ? kind : 'collapsed'}
      data-composer={availability.kind === 'on' ? 'on' : availability.reason}
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
          data-testid="canned-toggle"
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
          <PanelContent desk={desk} panel={panel} onState={setKind} />
        </Box>
      ) : null}
    </Box>
  );
}

interface PanelContentProps {
  readonly desk: Desk;
  readonly panel: React.RefObject<HTMLElement>;
  readonly onState: (kind: PanelStateKind) => void;
}

function PanelContent({ desk, panel, onState }: PanelContentProps): React.JSX.Element {
  const source = desk.source();
  const world = useMemo(
    () => ('reason' in source ? null : { desk, source, format: createPanelFormatters(desk.locale) }),
    [desk, source],
  );
  useEffect(() => {
    desk.isAskedFor.set(true);
  }, [desk]);
  useLayoutEffect(() => {
    if (world === null) onState('unconfigured');
  }, [world, onState]);
  if ('reason' in source || world === null) {
    const reason = 'reason' in source ? source.reason : '';
    return <PanelMessage state={{ kind: 'unconfigured', reason }} />;
  }
  return (
    <SyncProvider store={source.store}>
      <PanelContext.Provider value={world}>
        <ResponsesView panel={panel} onState={onState} />
      </PanelContext.Provider>
    </SyncProvider>
  );
}

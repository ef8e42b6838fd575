import type { RecentCall, WorkerSid } from '@flex-sync-suite/shared/contract';
import { LiveClockContext, useBackendNow, useSource } from '@flex-sync-suite/shared/hooks';
import type { ValueSource } from '@flex-sync-suite/shared/observable';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Heading } from '@twilio-paste/core/heading';
import { Text } from '@twilio-paste/core/text';
import { Truncate } from '@twilio-paste/core/truncate';
import React, { useMemo, useState } from 'react';
import { isOpenMissed } from '../model/today-counters';
import { DIRECTION_WORDS, outcomeWord, strings } from '../parts/strings';
import { CallBackDialog } from '../parts/call-back-dialog';
import { CallIcon } from '../parts/call-icon';
import { CallBackButton } from '../parts/call-back-button';
import { partyName } from '../parts/party-words';
import { useCallBack } from '../parts/use-call-back';
import { useFormatters } from '../parts/formatters-context';
import { PanelMessage } from '../parts/panel-message';
import { PanelRoot } from '../parts/panel-root';
import type { OpenWorld } from '../parts/panel-root';
import { useCalls } from '../data/use-calls';

/** Calls of the empty desktop; the panel has the rest. */
const MAX_COMPACT_CALLS = 5;

interface CompactCallsProps {
  readonly expansion: ValueSource<boolean>;
  readonly openWorld: OpenWorld;
}

/** The last calls, where Flex has nothing to show because there is no task. Gives way to the open panel. */
export function CompactCalls({ expansion, openWorld }: CompactCallsProps): React.JSX.Element | null {
  const isExpanded = useSource(expansion);
  return isExpanded ? null : <CompactContent expansion={expansion} openWorld={openWorld} />;
}

function CompactContent({ expansion, openWorld }: CompactCallsProps): React.JSX.Element | null {
  const [world] = useState(openWorld);
  // The panel says what is not set up; the empty desktop need not repeat it.
  if ('reason' in world) return null;
  return (
    <PanelRoot world={world}>
      <CompactList
        workerSid={world.workerSid}
        onShowAll={() => {
          expansion.set(true);
        }}
      />
    </PanelRoot>
  );
}

interface CompactListProps {
  readonly workerSid: WorkerSid;
  readonly onShowAll: () => void;
}

function CompactList({ workerSid, onShowAll }: CompactListProps): React.JSX.Element {
  const { calls, state, watch } = useCalls(workerSid);
  const { call: callBack, ask, close } = useCallBack(calls);
  const clock = useMemo(() => ({ offsetMs: watch.clockOffsetMs, frozenAt: null }), [watch.clockOffsetMs]);
  const openMissedCount = useMemo(() => calls.filter(isOpenMissed).length, [calls]);
  const isListShown = state.kind === 'ready' || state.kind === 'stale' || state.kind === 'lost';
  return (
    <LiveClockContext.Provider value={clock}>
      <Box
        as="section"
        aria-label={strings.compact.title}
        width="100%"
        maxWidth="480px"
        marginX="auto"
        padding="space50"
        color="colorText"
        textAlign="start"
        data-testid="recent-calls-compact"
        data-state={state.kind}
      >
        <Title openMissedCount={openMissedCount} />
        {isListShown && calls.length > 0 ? (
          <Box as="ul" margin="space0" padding="space0">
            {calls.slice(0, MAX_COMPACT_CALLS).map((call) => (
              <CompactCall key={call.reservationSid} call={call} onCallBack={ask} />
            ))}
          </Box>
        ) : (
          <PanelMessage state={isListShown ? { kind: 'empty' } : state} />
        )}
        <Button variant="link" onClick={onShowAll} data-testid="recent-calls-show-all">
          {strings.compact.showAll}
        </Button>
      </Box>
      {callBack === undefined ? null : <CallBackDialog call={callBack} calls={calls} onClose={close} />}
    </LiveClockContext.Provider>
  );
}

function Title({ openMissedCount }: { readonly openMissedCount: number }): React.JSX.Element {
  const { count } = useFormatters();
  return (
    <Heading as="h2" variant="heading40">
      {strings.compact.title}
      {openMissedCount === 0 ? null : (
        <Text as="span" color="colorTextError" marginLeft="space30">
          {strings.missedOpen(count(openMissedCount))}
        </Text>
      )}
    </Heading>
  );
}

interface CompactCallProps {
  readonly call: RecentCall;
  readonly onCallBack: (call: RecentCall) => void;
}

function CompactCall({ call, onCallBack }: CompactCallProps): React.JSX.Element {
  const format = useFormatters();
  const now = useBackendNow(1000);
  return (
    <Box
      as="li"
      listStyleType="none"
      display="flex"
      alignItems="center"
      columnGap="space30"
      height="48px"
      data-testid="recent-call-compact"
      data-reservation-sid={call.reservationSid}
      data-outcome={call.outcome}
      data-direction={call.direction}
    >
      <CallIcon call={call} />
      <Box flexGrow={1} minWidth="0" fontSize="fontSize20" lineHeight="lineHeight20">
        <Box fontWeight="fontWeightSemibold">
          <Truncate title={partyName(call)}>
            <bdi dir="auto">{partyName(call)}</bdi>
          </Truncate>
        </Box>
        <Box color={isOpenMissed(call) ? 'colorTextError' : 'colorTextWeak'}>
          <bdi>
            {DIRECTION_WORDS[call.direction]} · {outcomeWord(call)} · {format.ago(Date.parse(call.createdAt), now)}
          </bdi>
        </Box>
      </Box>
      <CallBackButton call={call} isTabStop onCallBack={onCallBack} />
    </Box>
  );
}

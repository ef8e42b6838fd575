import { MAX_QUEUES_OF_AGENT, type WorkerSid } from '@flex-sync-suite/shared/contract';
import type { BackendClient, PanelFrame } from '@flex-sync-suite/shared/flex';
import { LiveClockContext, useLiveClock } from '@flex-sync-suite/shared/hooks';
import { LiveViewMessage, outageWords, ViewBanner } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { useLayoutEffect } from 'react';
import { useFormatters } from '../parts/formatters-context';
import { MY_QUEUES_MESSAGES, MY_QUEUES_OUTAGE, myQueuesStrings } from './my-queues-strings';
import { MyQueuesTable } from './my-queues-table';
import { useMyQueues, type LiveMyQueues } from './use-my-queues';

interface MyQueuesViewProps extends Pick<PanelFrame, 'onState'> {
  readonly client: BackendClient;
  readonly workerSid: WorkerSid;
}

/** Who waits in the agent's queues. */
export function MyQueuesView({ client, workerSid, onState }: MyQueuesViewProps): React.JSX.Element {
  const mine = useMyQueues(client, workerSid);
  const { timeOfDay } = useFormatters();
  const { state, rows, watch } = mine;
  useLayoutEffect(() => {
    onState(state.kind);
  }, [state.kind, onState]);
  return (
    <LiveClockContext.Provider value={useLiveClock(state, watch)}>
      <ViewBanner
        words={outageWords(state, MY_QUEUES_OUTAGE, timeOfDay)}
        variant={state.kind === 'lost' ? 'error' : 'warning'}
        size="panel"
        testId="my-queues-banner"
      />
      <LiveViewMessage state={state} messages={MY_QUEUES_MESSAGES} size="panel" testId="my-queues-message" />
      {state.kind === 'ready' || state.kind === 'stale' || state.kind === 'lost' ? (
        // Scrolled with the keys, too: nothing in it takes the focus.
        <Box
          role="region"
          aria-label={myQueuesStrings.scroller}
          tabIndex={0}
          flexGrow={1}
          minHeight="0"
          overflow="auto"
          padding="space40"
          _focusVisible={{ outline: 'none', boxShadow: 'shadowFocusInset' }}
          data-testid="my-queues-scroller"
        >
          <MyQueuesTable rows={rows} />
          <Notes {...mine} />
        </Box>
      ) : null}
    </LiveClockContext.Provider>
  );
}

function Notes({ arriving, beyond }: LiveMyQueues): React.JSX.Element {
  const { count } = useFormatters();
  const notes = [
    ...(arriving > 0 ? [myQueuesStrings.arriving(count(arriving))] : []),
    ...(beyond > 0 ? [myQueuesStrings.beyond(count(beyond), count(MAX_QUEUES_OF_AGENT))] : []),
  ];
  return (
    <>
      {notes.map((note) => (
        <Text key={note} as="p" marginTop="space30" fontSize="fontSize20" color="colorTextWeak">
          {note}
        </Text>
      ))}
    </>
  );
}

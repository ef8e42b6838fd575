import type { WorkerSid } from '@flex-sync-suite/shared/contract';
import { ALWAYS, type BackendClient, type Opened, type PanelFrame, type PanelTab } from '@flex-sync-suite/shared/flex';
import { SyncProvider, type SyncStore } from '@flex-sync-suite/shared/hooks';
import type { ValueSource } from '@flex-sync-suite/shared/observable';
import { LiveViewMessage } from '@flex-sync-suite/shared/views';
import React, { useLayoutEffect, useMemo, useState } from 'react';
import { createFormatters } from '../model/formatters';
import { FormattersContext } from '../parts/formatters-context';
import { MY_QUEUES_MESSAGES, myQueuesStrings } from './my-queues-strings';
import { MyQueuesView } from './my-queues-view';

/** What the tab works with, once Flex is signed in and configured. */
export interface MyQueuesWorld {
  readonly store: SyncStore;
  readonly client: BackendClient;
  readonly workerSid: WorkerSid;
  /** BCP 47 tag of the agent's Flex; the browser's language by default. */
  readonly locale: string | undefined;
}

interface MyQueuesTab {
  readonly expansion: ValueSource<boolean>;
  /** Asked for when the tab is opened, not before. */
  readonly openWorld: () => Opened<MyQueuesWorld>;
}

/** An agent's own queues, in the panel beside the conversation. Closed, it asks nobody for anything. */
export const myQueuesTab = ({ expansion, openWorld }: MyQueuesTab): PanelTab => ({
  name: 'my-queues',
  title: myQueuesStrings.title,
  sortOrder: 4,
  isOpen: expansion,
  isOffered: ALWAYS,
  openMinHeight: '40%',
  testId: 'my-queues',
  render: (frame) => <TabContent openWorld={openWorld} {...frame} />,
});

function TabContent({ openWorld, onState }: PanelFrame & Pick<MyQueuesTab, 'openWorld'>): React.JSX.Element {
  const [world] = useState(openWorld);
  if ('reason' in world) return <NotSetUp reason={world.reason} onState={onState} />;
  return <Mine world={world} onState={onState} />;
}

function NotSetUp({ reason, onState }: Pick<PanelFrame, 'onState'> & { readonly reason: string }): React.JSX.Element {
  useLayoutEffect(() => {
    onState('unconfigured');
  }, [onState]);
  return (
    <LiveViewMessage
      state={{ kind: 'unconfigured', reason }}
      messages={MY_QUEUES_MESSAGES}
      size="panel"
      testId="my-queues-message"
    />
  );
}

function Mine({
  world: { store, client, workerSid, locale },
  onState,
}: Pick<PanelFrame, 'onState'> & { readonly world: MyQueuesWorld }): React.JSX.Element {
  const formatters = useMemo(() => createFormatters(locale), [locale]);
  return (
    <SyncProvider store={store}>
      <FormattersContext.Provider value={formatters}>
        <MyQueuesView client={client} workerSid={workerSid} onState={onState} />
      </FormattersContext.Provider>
    </SyncProvider>
  );
}

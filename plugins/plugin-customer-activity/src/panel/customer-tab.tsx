import { ALWAYS, type PanelFrame, type PanelTab } from '@flex-sync-suite/shared/flex';
import { useSource } from '@flex-sync-suite/shared/hooks';
import type { ValueSource } from '@flex-sync-suite/shared/observable';
import React, { useLayoutEffect, useState } from 'react';
import { type OpenWorld, PanelRoot, useWorld } from '../parts/panel-root';
import { strings } from '../parts/strings';
import { Notice, PanelMessage } from './panel-message';
import { TaskCustomer } from './task-customer';

interface CustomerTab {
  readonly expansion: ValueSource<boolean>;
  /** Asked for when the tab is opened, not before. */
  readonly openWorld: OpenWorld;
}

/** What the customer of the selected task does, in the panel beside the conversation. Closed, it asks nobody for anything. */
export const customerTab = ({ expansion, openWorld }: CustomerTab): PanelTab => ({
  name: 'customer-activity',
  title: strings.title,
  sortOrder: 3,
  isOpen: expansion,
  isOffered: ALWAYS,
  openMinHeight: '70%',
  testId: 'customer-activity',
  render: (frame) => <PanelContent openWorld={openWorld} onState={frame.onState} />,
});

type PanelContentProps = Pick<CustomerTab, 'openWorld'> & Pick<PanelFrame, 'onState'>;

function PanelContent({ openWorld, onState }: PanelContentProps): React.JSX.Element {
  const [world] = useState(openWorld);
  if ('reason' in world) return <Unconfigured reason={world.reason} onState={onState} />;
  return (
    <PanelRoot world={world}>
      <SelectedCustomer onState={onState} />
    </PanelRoot>
  );
}

function Unconfigured({ reason, onState }: { readonly reason: string } & Pick<PanelFrame, 'onState'>) {
  useLayoutEffect(() => {
    onState('unconfigured');
  }, [onState]);
  return <PanelMessage state={{ kind: 'unconfigured', reason }} />;
}

function SelectedCustomer({ onState }: Pick<PanelFrame, 'onState'>): React.JSX.Element {
  const task = useSource(useWorld().task);
  if (task === null) return <Notice kind="no-task" onState={onState} />;
  return <TaskCustomer key={task.reservationSid} task={task} onState={onState} />;
}

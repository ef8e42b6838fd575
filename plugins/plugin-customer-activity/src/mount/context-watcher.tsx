import type { CustomerMatch } from '@flex-sync-suite/shared/contract';
import { useLiveClock, useSource } from '@flex-sync-suite/shared/hooks';
import React, { useCallback, useEffect, useMemo, useState } from 'react';
import type { ContextOffer } from '../data/context-offer';
import { theCustomer } from '../data/customer-finder';
import type { SelectedTask } from '../data/task-port';
import { useCustomer } from '../data/use-customer';
import { useFinding } from '../data/use-finding';
import { useLookForMoved } from '../data/use-look-for-moved';
import { taskContext } from '../model/task-context';
import { type OpenWorld, PanelRoot, useWorld } from '../parts/panel-root';

interface ContextWatcherProps {
  readonly offer: ContextOffer;
  readonly openWorld: OpenWorld;
}

/**
 * Stands in Flex's root, unseen: follows the selected task's customer while another plugin wants to know, also when the
 * panel was never opened. It shares the one look-up of a reservation and the one Map with the panel and the offer.
 */
export function ContextWatcher({ offer, openWorld }: ContextWatcherProps): React.JSX.Element | null {
  const isWanted = useSource(offer.isWanted);
  return isWanted ? <OpenWatcher offer={offer} openWorld={openWorld} /> : null;
}

function OpenWatcher({ offer, openWorld }: ContextWatcherProps): React.JSX.Element | null {
  const [world] = useState(openWorld);
  // The panel says what is not set up.
  if ('reason' in world) return null;
  return (
    <PanelRoot world={world}>
      <SelectedTaskWatcher offer={offer} />
    </PanelRoot>
  );
}

type OfferProps = Pick<ContextWatcherProps, 'offer'>;

function SelectedTaskWatcher({ offer }: OfferProps): React.JSX.Element | null {
  const task = useSource(useWorld().task);
  return task === null ? null : <TaskWatcher key={task.reservationSid} task={task} offer={offer} />;
}

function TaskWatcher({ task, offer }: OfferProps & { readonly task: SelectedTask }): React.JSX.Element | null {
  const finding = useFinding(useWorld().finder, task);
  const match = theCustomer(finding);
  if (finding.status !== 'found' || match === null) return null;
  return <CustomerWatcher key={match.customerKey} {...{ task, match, offer }} foundAt={finding.at} />;
}

interface CustomerWatcherProps extends OfferProps {
  readonly task: SelectedTask;
  readonly match: CustomerMatch;
  readonly foundAt: number;
}

function CustomerWatcher({ task, match, offer, foundAt }: CustomerWatcherProps): null {
  const { finder } = useWorld();
  const { facts, state, watch } = useCustomer(match.customerKey, foundAt);
  const clock = useLiveClock(state, watch);
  useLookForMoved(
    state,
    useCallback(() => {
      finder.lookAgain(task);
    }, [finder, task]),
  );
  const isKnown = state.kind === 'ready' || state.kind === 'stale' || state.kind === 'lost';
  const context = useMemo(() => (isKnown ? taskContext(facts, clock) : null), [isKnown, facts, clock]);
  const { reservationSid } = task;
  useEffect(() => {
    offer.tell(reservationSid, context);
  }, [offer, reservationSid, context]);
  useEffect(
    () => () => {
      offer.tell(reservationSid, null);
    },
    [offer, reservationSid],
  );
  return null;
}

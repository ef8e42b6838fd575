import type { TaskContext, TaskContextSource } from '@flex-sync-suite/shared/flex';
import { createValueSource, onDemand, type Source } from '@flex-sync-suite/shared/observable';
import type { ReservationSid } from '@flex-sync-suite/shared/contract';
import type { SelectedTask } from './task-port';

/** What the plugin tells other plugins of the selected task's customer, and whether any of them wants to know. */
export interface ContextOffer {
  readonly source: TaskContextSource;
  /** While somebody is subscribed to the source: nobody is looked up for nothing. */
  readonly isWanted: Source<boolean>;
  readonly tell: (reservationSid: ReservationSid, context: TaskContext | null) => void;
}

interface Told {
  readonly reservationSid: ReservationSid;
  readonly context: TaskContext;
}

/** @param task what was told of one task is never read as another's, also between a selection and what follows it */
export function createContextOffer(task: () => Pick<SelectedTask, 'reservationSid'> | null): ContextOffer {
  const isWanted = createValueSource(false);
  const told = createValueSource<Told | null>(null);
  return {
    isWanted,
    source: onDemand({
      getSnapshot: () => {
        const last = told.getSnapshot();
        return last?.reservationSid === task()?.reservationSid ? (last?.context ?? null) : null;
      },
      start(tell) {
        isWanted.set(true);
        const stop = told.subscribe(tell);
        return () => {
          stop();
          isWanted.set(false);
        };
      },
    }),
    tell(reservationSid, context) {
      told.set(context === null ? null : { reservationSid, context });
    },
  };
}

import { createSid } from '../base/account';
import { envelopeFields, type EventFields, type TaskRouterEvent, type TaskRouterEventType } from './events';
import type { EngineClock } from '../base/scaled-clock';
import type { Reservation, Task, Transfer, Worker, Workspace } from './workspace-model';

export interface NewEvent {
  readonly type: TaskRouterEventType;
  readonly resourceSid: string;
  readonly description: string;
  readonly fields: EventFields;
  readonly task?: Task;
  readonly reservation?: Reservation;
  readonly worker?: Worker;
  readonly transfer?: Transfer;
}

export interface EventFeed {
  emit(event: NewEvent): void;
  /** Runs one operation; its events reach the listeners, in order, when the state is settled. */
  transact<Result>(operation: () => Result): Result;
  /** Returns a function that ends the subscription. */
  onEvent(listener: (event: TaskRouterEvent) => void): () => void;
}

/**
 * Events are stamped and rendered when they happen, delivered after the operation: a listener that acts on the engine
 * finds it consistent, and what it causes comes after what it saw.
 */
export function createEventFeed(workspace: Workspace, clock: EngineClock, settle: () => void): EventFeed {
  const listeners = new Set<(event: TaskRouterEvent) => void>();
  const outbox: TaskRouterEvent[] = [];
  let depth = 0;
  let delivering = false;

  const deliver = (): void => {
    if (delivering) return;
    delivering = true;
    try {
      for (let event = outbox.shift(); event !== undefined; event = outbox.shift()) {
        for (const listener of listeners) listener(event);
      }
    } finally {
      delivering = false;
    }
  };

  return {
    emit({ type, resourceSid, description, fields, ...subject }) {
      const head = { sid: createSid('EV'), type, atMs: clock.now(), resourceSid };
      const payload = { ...envelopeFields({ ...head, description }, workspace), ...fields };
      outbox.push({ ...head, ...subject, payload });
    },
    transact(operation) {
      depth += 1;
      try {
        const result = operation();
        if (depth === 1) settle();
        return result;
      } finally {
        depth -= 1;
        if (depth === 0) deliver();
      }
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

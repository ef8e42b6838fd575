import { parseWithSchema, ReservationSid } from '@flex-sync-suite/shared/contract';
import type { Source } from '@flex-sync-suite/shared/observable';
import type * as Flex from '@twilio/flex-ui';
import type { AgentState, OutboundCall } from '../model/call-back';

/** What the panel asks of Flex. */
export interface AgentPort extends Source<AgentState> {
  /** The reservation of the task that is selected in Flex; null for none. */
  readonly selection: Source<ReservationSid | null>;
  /** @throws what Flex throws when it refuses the call */
  readonly startOutboundCall: (call: OutboundCall) => Promise<void>;
}

/** Follows in Flex's state what decides whether a call can be placed, and places it. */
export function createAgentPort(flex: typeof Flex, manager: Flex.Manager): AgentPort {
  let current = readAgentState(flex, manager);

  /** Flex's state changes many times a second; the panel only hears of what it asked for. */
  function refresh(): boolean {
    const next = readAgentState(flex, manager);
    if (isSame(current, next)) return false;
    current = next;
    return true;
  }

  return {
    getSnapshot() {
      refresh();
      return current;
    },
    subscribe: (listener) =>
      manager.store.subscribe(() => {
        if (refresh()) listener();
      }),
    selection: {
      getSnapshot: () => selectedReservation(manager),
      subscribe: (listener) => manager.store.subscribe(listener),
    },
    startOutboundCall: (call) => flex.Actions.invokeAction('StartOutboundCall', call),
  };
}

/** Flex names a task by the reservation of it that this worker has. */
function selectedReservation(manager: Flex.Manager): ReservationSid | null {
  const sid = parseWithSchema(ReservationSid, manager.store.getState().flex.view.selectedTaskSid);
  return sid.ok ? sid.value : null;
}

/** The same conditions that Flex UI 2.17.1 checks before it places a call (OutboundCalling in its bundle). */
function readAgentState({ TaskHelper }: typeof Flex, manager: Flex.Manager): AgentState {
  const { worker } = manager.store.getState().flex;
  const { outbound_call_flows: flows, taskrouter_offline_activity_sid: offlineSid } = manager.serviceConfiguration;
  const flow = readFlow(flows);
  return {
    isOffline: worker.activity.sid === offlineSid,
    isBusy: [...worker.tasks.values()].some(
      (task) =>
        TaskHelper.isLiveCall(task) ||
        TaskHelper.isInitialOutboundAttemptTask(task) ||
        (TaskHelper.isPending(task) && TaskHelper.isCallTask(task)),
    ),
    isOutboundOn: flow.enabled,
    defaultCallerId: flow.callerId,
    defaultQueueSid: flow.queueSid,
  };
}

/** Flex types the flows as any; accounts without outbound calls have an empty object or null. */
function readFlow(flows: unknown): {
  readonly enabled: boolean;
  readonly callerId: string | null;
  readonly queueSid: string | null;
} {
  const flow = field(flows, 'default');
  const text = (name: string): string | null => {
    const value = field(flow, name);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return { enabled: field(flow, 'enabled') === true, callerId: text('caller_id'), queueSid: text('queue_sid') };
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const isSame = (a: AgentState, b: AgentState): boolean =>
  a.isOffline === b.isOffline &&
  a.isBusy === b.isBusy &&
  a.isOutboundOn === b.isOutboundOn &&
  a.defaultCallerId === b.defaultCallerId &&
  a.defaultQueueSid === b.defaultQueueSid;

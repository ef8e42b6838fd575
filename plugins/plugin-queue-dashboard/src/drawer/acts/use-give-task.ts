import type { QueueAgent, QueueDetail, TaskQueueSid, WaitingTask, WorkerSid } from '@flex-sync-suite/shared/contract';
import { useBoardPorts } from '../../data/board-ports';
import { useSend, type Sending } from '../../data/use-send';
import { giveStrings } from '../../strings/give-strings';

/** A task that is to get to an agent, or to everybody, from the one who was seen to have it. */
export interface WantedGift {
  readonly queueSid: TaskQueueSid;
  readonly task: WaitingTask;
  readonly from: WorkerSid | null;
  readonly to: WorkerSid | null;
}

export interface GiveTask extends Omit<Sending, 'send'> {
  /** @param onDone called when TaskRouter has it */
  readonly send: (gift: WantedGift, evenIfAway: boolean, onDone: () => void) => void;
}

/** Gives waiting tasks to agents, one at a time. */
export function useGiveTask(): GiveTask {
  const { taskAgents } = useBoardPorts();
  const { isSending, failure, send } = useSend();
  return {
    ...{ isSending, failure },
    send: ({ queueSid, task, from, to }, evenIfAway, onDone) => {
      send(() => taskAgents.give(queueSid, task.taskSid, { from, to, evenIfAway }), onDone);
    },
  };
}

/** Whom a task waits for; null for one that anybody may get. */
export const agentOf = ({ agentRoute }: WaitingTask): WorkerSid | null =>
  agentRoute.state === 'possible' ? agentRoute.givenTo : null;

/** By name, as far as the list of agents has it. */
export const nameIn = ({ agents }: Pick<QueueDetail, 'agents'>, sid: WorkerSid): string =>
  agentName(agents.find(({ workerSid }) => workerSid === sid)) ?? giveStrings.otherAgent;

const agentName = (agent: QueueAgent | undefined): string | undefined => agent?.name ?? agent?.workerSid;

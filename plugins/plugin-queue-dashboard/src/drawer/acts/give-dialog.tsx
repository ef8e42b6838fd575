import type { QueueAgent, QueueDetail, WaitingTask, WorkerSid } from '@flex-sync-suite/shared/contract';
import { ActionButton, Dialog } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { useFormatters } from '../../parts/formatters-context';
import { drawerStrings } from '../../strings/drawer-strings';
import { giveStrings } from '../../strings/give-strings';
import { AgentPicker } from './agent-picker';
import { DeedOutcome } from './deed-outcome';
import { agentOf, useGiveTask, type WantedGift } from './use-give-task';

interface GiveDialogProps {
  /** Whom the task may get to, as of now. */
  readonly detail: Pick<QueueDetail, 'taskQueueSid' | 'agents' | 'now'>;
  readonly agents: readonly QueueAgent[];
  /** As it was when the dialog was opened. */
  readonly task: WaitingTask;
  readonly onClose: () => void;
  readonly onGiven: (gift: WantedGift) => void;
}

/** Asks which agent, says what then comes, and why a task could not be given. */
export function GiveDialog({ detail, agents, task, onClose, onGiven }: GiveDialogProps): React.JSX.Element {
  const from = agentOf(task);
  const [to, setTo] = useState<WorkerSid | null | undefined>(undefined);
  const { isSending, failure, send } = useGiveTask();
  const chosen = agents.find(({ workerSid }) => workerSid === to);
  const isAway = chosen?.state === 'unavailable' || failure?.code === 'agent_away';
  return (
    <Dialog
      title={giveStrings.title}
      closeLabel={giveStrings.cancel}
      onClose={onClose}
      testId="give-dialog"
      actions={
        <ActionButton
          variant="primary"
          isBusy={isSending}
          isOff={to === undefined}
          data-testid="give-confirm"
          onClick={() => {
            if (to === undefined) return;
            const gift = { queueSid: detail.taskQueueSid, task, from, to };
            send(gift, isAway, () => {
              onGiven(gift);
            });
          }}
        >
          {isAway ? giveStrings.confirmWait : giveStrings.confirm}
        </ActionButton>
      }
    >
      <Text as="p" marginBottom="space40">
        {giveStrings.customer}: <bdi dir="auto">{customerName(task)}</bdi>
      </Text>
      <AgentPicker agents={agents} all={detail.now.eligible} givenTo={from} chosen={to} onChoose={setTo} />
      <Box role="status" data-testid="give-outlook">
        {chosen === undefined ? null : <Outlook agent={chosen} task={task} />}
      </Box>
      <DeedOutcome
        recorded={giveStrings.recorded}
        failure={failure === null ? null : giveStrings.failed(failure.message)}
        testId="give-failure"
      />
    </Dialog>
  );
}

/** How the customer of a task is called. */
export const customerName = ({ customer: { name, address } }: WaitingTask): string =>
  name ?? address ?? drawerStrings.unknownCustomer;

/** What comes of it: an agent who is away or busy has the task wait. */
function Outlook({ agent, task }: { readonly agent: QueueAgent; readonly task: WaitingTask }): React.JSX.Element {
  const { age } = useFormatters();
  const { name, workerSid, state, activityName } = agent;
  const who = name ?? workerSid;
  const waitsForSeconds = task.agentRoute.state === 'possible' ? task.agentRoute.waitsForSeconds : null;
  const limit = waitsForSeconds === null ? giveStrings.waitsOn : giveStrings.waitsFor(age(waitsForSeconds * 1_000));
  return (
    <Text as="p" marginTop="space40" dir="auto">
      {state === 'free' ? giveStrings.offeredAt(who) : null}
      {state === 'unavailable' ? giveStrings.waitsForAway(who, activityName ?? drawerStrings.unnamedActivity) : null}
      {state === 'at-capacity' || state === 'other-channels' ? giveStrings.waitsForBusy(who) : null} {limit}
    </Text>
  );
}

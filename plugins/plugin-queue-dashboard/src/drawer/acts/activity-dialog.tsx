import type { ActivitySid, QueueAgent, WorkspaceActivity } from '@flex-sync-suite/shared/contract';
import { ActionButton, Dialog } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState, type ReactNode } from 'react';
import { activityStrings } from '../../strings/activity-strings';
import { drawerStrings } from '../../strings/drawer-strings';
import { DeedOutcome } from './deed-outcome';
import { useActivityChange, type WantedChange } from './use-activity-change';

interface ActivityDialogProps {
  readonly agent: QueueAgent;
  /** Where the agent is, as the dialog was opened. */
  readonly from: ActivitySid;
  readonly activities: readonly WorkspaceActivity[];
  readonly onClose: () => void;
  readonly onChanged: (change: WantedChange) => void;
}

/** Asks which activity, and says why one could not be changed. */
export function ActivityDialog(props: ActivityDialogProps): React.JSX.Element {
  const { agent, from, activities, onClose, onChanged } = props;
  const selectId = useUID();
  const [to, setTo] = useState<ActivitySid | null>(null);
  const { isSending, failure, send } = useActivityChange();
  const isOffered = failure?.code === 'offer_pending';
  return (
    <Dialog
      title={activityStrings.title}
      closeLabel={activityStrings.cancel}
      onClose={onClose}
      testId="activity-dialog"
      actions={
        <ActionButton
          variant={isOffered ? 'destructive' : 'primary'}
          isBusy={isSending}
          isOff={to === null}
          data-testid="activity-confirm"
          onClick={() => {
            if (to === null) return;
            const change = { agent, from, to };
            send(change, isOffered, () => {
              onChanged(change);
            });
          }}
        >
          {isOffered ? activityStrings.takeBack : activityStrings.confirm}
        </ActionButton>
      }
    >
      <Box as="dl" margin="space0">
        <Term name={activityStrings.agent}>{agent.name ?? agent.workerSid}</Term>
        <Term name={activityStrings.now}>{agent.activityName ?? drawerStrings.unnamedActivity}</Term>
      </Box>
      <Label htmlFor={selectId}>{activityStrings.newActivity}</Label>
      <Select
        id={selectId}
        value={to ?? ''}
        data-testid="activity-select"
        onChange={(event) => {
          setTo(activities.find(({ activitySid }) => activitySid === event.target.value)?.activitySid ?? null);
        }}
      >
        <Option value="">{activityStrings.choose}</Option>
        {activities
          .filter(({ activitySid }) => activitySid !== from)
          .map(({ activitySid, name, available }) => (
            <Option key={activitySid} value={activitySid}>
              {activityStrings.option(name, available)}
            </Option>
          ))}
      </Select>
      <DeedOutcome
        recorded={activityStrings.recorded}
        failure={failure === null ? null : activityStrings.failed(failure.message)}
        testId="activity-failure"
      />
    </Dialog>
  );
}

const Term = ({ name, children }: { readonly name: string; readonly children: ReactNode }): React.JSX.Element => (
  <Box display="flex" columnGap="space40" marginBottom="space30">
    <Box as="dt" color="colorTextWeak">
      {name}
    </Box>
    <Box as="dd" margin="space0" color="colorText" fontWeight="fontWeightSemibold">
      <bdi dir="auto">{children}</bdi>
    </Box>
  </Box>
);

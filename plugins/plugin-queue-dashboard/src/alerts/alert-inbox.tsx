import type { QueueAlert, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import {
  Drawer,
  type DrawerProps,
  LiveViewMessage,
  outageWords,
  placeholderState,
  ViewBanner,
} from '@flex-sync-suite/shared/views';
import { Text } from '@twilio-paste/core/text';
import React, { type ReactNode } from 'react';
import { AlertRulesButton } from '../alert-rules/alert-rules-button';
import type { BoardQueue } from '../data/use-board-queues';
import { DetailSection } from '../drawer/detail-table';
import { ALERT_MESSAGES, ALERT_OUTAGE, alertStrings } from '../strings/alert-strings';
import { useFormatters } from '../parts/formatters-context';
import type { AlertActions } from '../data/alert-actions';
import { AlertCard } from './alert-card';
import { AlertChoices, type AlertChoicesProps } from './alert-choices';
import type { Alerts } from './use-alerts';

export interface AlertInboxProps extends Pick<DrawerProps, 'onClose' | 'returnFocus'>, AlertChoicesProps {
  readonly alerts: Alerts;
  readonly actions: AlertActions;
  readonly queueOf: (sid: TaskQueueSid) => BoardQueue | undefined;
  readonly onOpenQueue: (sid: TaskQueueSid) => void;
}

/** Every alert, the worst first, and what to do about it; live beside the board. */
export function AlertInbox(props: AlertInboxProps): React.JSX.Element {
  const { alerts, actions, queueOf, onOpenQueue, memory, callOut, ...rest } = props;
  const { state, open, ended, notListed, invalidCount } = alerts;
  const { count, timeOfDay } = useFormatters();
  const all = open.length + ended.length;
  const placeholder = placeholderState(state, all, all);
  const cards = (listed: readonly QueueAlert[]) =>
    listed.map((alert) => (
      <li key={alert.id} style={ITEM}>
        <AlertCard
          alert={alert}
          queue={queueOf(alert.taskQueueSid)}
          isLive={state.kind === 'ready'}
          {...{ actions, onOpenQueue, onAnswered: alerts.onAnswered }}
        />
      </li>
    ));
  return (
    <Drawer
      {...rest}
      testId="alert-inbox"
      title={alertStrings.title}
      closeLabel={alertStrings.close}
      focusKey={0}
      footer={<AlertChoices {...{ memory, callOut }} />}
    >
      <div style={ITEM}>
        <AlertRulesButton />
      </div>
      <ViewBanner words={outageWords(state, ALERT_OUTAGE, timeOfDay)} size="panel" testId="alert-outage" />
      {invalidCount === 0 ? null : <Caution>{alertStrings.invalid(count(invalidCount))}</Caution>}
      {placeholder === null ? null : (
        <LiveViewMessage state={placeholder} messages={ALERT_MESSAGES} size="panel" testId="alert-message" />
      )}
      {placeholder !== null || open.length === 0 ? null : (
        <DetailSection
          title={alertStrings.openTitle(count(open.length + notListed))}
          note={notListed === 0 ? null : alertStrings.notListed(notListed, count(notListed))}
        >
          <ul style={LIST}>{cards(open)}</ul>
        </DetailSection>
      )}
      {placeholder !== null || ended.length === 0 ? null : (
        <DetailSection title={alertStrings.endedTitle}>
          <ul style={LIST}>{cards(ended)}</ul>
        </DetailSection>
      )}
    </Drawer>
  );
}

const Caution = ({ children }: { readonly children: ReactNode }): React.JSX.Element => (
  <Text as="p" color="colorTextWarningStrong">
    {children}
  </Text>
);

const LIST = { listStyle: 'none', margin: 0, padding: 0 } as const;
const ITEM = { marginBlockEnd: '0.75rem' } as const;

import {
  LiveViewMessage,
  type LiveViewState,
  type MessageWords,
  outageWords,
  ViewBanner,
  ViewMessage,
} from '@flex-sync-suite/shared/views';
import { Button } from '@twilio-paste/core/button';
import React, { useLayoutEffect } from 'react';
import { useFormatters } from '../parts/formatters-context';
import { MESSAGES, NOTICES, OUTAGE } from '../parts/strings';

const PLACE = { size: 'panel', testId: 'customer-activity-message' } as const;

/** What the panel says in place of a customer, and beside the states of a live view. */
export type NoticeKind = keyof typeof NOTICES | 'failed';

interface NoticeProps {
  readonly kind: NoticeKind;
  /** Default: those of the kind. */
  readonly words?: MessageWords;
  readonly action?: ActionProps;
  readonly onState: (kind: string) => void;
}

interface ActionProps {
  readonly label: string;
  readonly onClick: () => void;
}

/** Why there is no customer to show, and what to do. */
export function Notice({ kind, words, action, onState }: NoticeProps): React.JSX.Element {
  useLayoutEffect(() => {
    onState(kind);
  }, [kind, onState]);
  return (
    <ViewMessage
      {...PLACE}
      words={words ?? (kind === 'failed' ? MESSAGES.error : NOTICES[kind])}
      isLoading={kind === 'looking'}
      action={action === undefined ? null : <Action {...action} />}
    />
  );
}

/** What stands in place of the customer while the Map cannot be shown. */
export function PanelMessage(props: {
  readonly state: LiveViewState;
  readonly action?: ActionProps;
}): React.JSX.Element | null {
  const { state, action } = props;
  return (
    <LiveViewMessage
      {...PLACE}
      state={state}
      messages={MESSAGES}
      footer={action === undefined ? undefined : <Action {...action} />}
    />
  );
}

const Action = ({ label, onClick }: ActionProps): React.JSX.Element => (
  <Button variant="secondary" size="small" onClick={onClick} data-testid="customer-activity-action">
    {label}
  </Button>
);

/** Says above the customer why it is not live. */
export function PanelBanner({ state }: { readonly state: LiveViewState }): React.JSX.Element {
  return (
    <ViewBanner
      words={outageWords(state, OUTAGE, useFormatters().timeOfDay)}
      variant={state.kind === 'lost' ? 'error' : 'warning'}
      size="panel"
      testId="customer-activity-banner"
    />
  );
}

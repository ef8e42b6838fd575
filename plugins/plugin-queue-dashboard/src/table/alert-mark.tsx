import { useLooks } from '@flex-sync-suite/shared/views';
import { NotificationIcon } from '@twilio-paste/icons/cjs/NotificationIcon';
import React, { useContext } from 'react';
import { alertSentence, alertStrings } from '../strings/alert-strings';
import { AlertsContext } from '../parts/alerts-context';
import { useFormatters } from '../parts/formatters-context';

/** At the end of a queue's name while the queue has an open alert: a bell that says what the inbox says. */
export function AlertMark({ sid }: { readonly sid: string }): React.JSX.Element | null {
  const alert = useContext(AlertsContext).get(sid);
  const format = useFormatters();
  const looks = useLooks(LOOKS);
  if (alert === undefined) return null;
  const who =
    alert.owner === null ? alertStrings.nobody : alertStrings.isOnIt(alert.owner.name ?? alertStrings.somebody);
  const words = `${alertStrings.severities[alert.severity]}. ${alertStrings.whenRaised(alertSentence(alert, alert.value, format))} ${who}.`;
  return (
    <span className={looks[alert.severity]} title={words} data-testid="alert-mark">
      <NotificationIcon decorative={false} title={words} size="sizeIcon10" />
    </span>
  );
}

/** It takes no room of the name, which would move with it. */
const END = {
  position: 'absolute',
  top: 0,
  bottom: 0,
  insetInlineEnd: 2,
  display: 'flex',
  alignItems: 'center',
} as const;
const LOOKS = {
  warning: { ...END, color: 'colorTextWarningStrong' },
  critical: { ...END, color: 'colorTextErrorStrong' },
} as const;

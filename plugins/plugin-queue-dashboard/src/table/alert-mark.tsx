import { Box } from '@twilio-paste/core/box';
import { NotificationIcon } from '@twilio-paste/icons/cjs/NotificationIcon';
import React, { useContext } from 'react';
import { alertSentence, alertStrings } from '../strings/alert-strings';
import { AlertsContext } from '../parts/alerts-context';
import { useFormatters } from '../parts/formatters-context';

/** At the end of a queue's name while the queue has an open alert: a bell that says what the inbox says. */
export function AlertMark({ sid }: { readonly sid: string }): React.JSX.Element | null {
  const alert = useContext(AlertsContext).get(sid);
  const format = useFormatters();
  if (alert === undefined) return null;
  const who =
    alert.owner === null ? alertStrings.nobody : alertStrings.isOnIt(alert.owner.name ?? alertStrings.somebody);
  const words = `${alertStrings.severities[alert.severity]}. ${alertStrings.whenRaised(alertSentence(alert, alert.value, format))} ${who}.`;
  return (
    <Box
      as="span"
      position="absolute"
      top={0}
      bottom={0}
      display="flex"
      alignItems="center"
      color={alert.severity === 'critical' ? 'colorTextErrorStrong' : 'colorTextWarningStrong'}
      style={END}
      title={words}
      data-testid="alert-mark"
    >
      <NotificationIcon decorative={false} title={words} size="sizeIcon10" />
    </Box>
  );
}

/** It takes no room of the name, which would move with it. */
const END = { insetInlineEnd: 2 } as const;

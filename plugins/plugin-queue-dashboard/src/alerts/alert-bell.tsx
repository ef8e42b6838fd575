import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { NotificationIcon } from '@twilio-paste/icons/cjs/NotificationIcon';
import React, { type RefObject } from 'react';
import { alertStrings } from '../strings/alert-strings';
import { useFormatters } from '../parts/formatters-context';

export interface AlertBellProps {
  /** Alerts that nobody is on. */
  readonly calling: number;
  /** Open alerts; null while they are not known. */
  readonly open: number | null;
  readonly isOpen: boolean;
  /** Has the focus when the inbox is closed. */
  readonly button: RefObject<HTMLButtonElement>;
  readonly onToggle: () => void;
}

/** Opens the inbox; says how many alerts nobody is on. The number has its room also while there is none. */
export function AlertBell({ calling, open, isOpen, button, onToggle }: AlertBellProps): React.JSX.Element {
  const { count } = useFormatters();
  return (
    <Button
      ref={button}
      variant="secondary"
      size="small"
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      aria-label={bellLabel(calling, open, count)}
      onClick={onToggle}
      data-testid="alert-bell"
      data-calling={calling}
    >
      <NotificationIcon decorative />
      <Box
        as="span"
        aria-hidden="true"
        borderRadius="borderRadiusPill"
        paddingX="space20"
        textAlign="center"
        color={calling === 0 ? 'colorText' : 'colorTextInverse'}
        backgroundColor={calling === 0 ? 'none' : 'colorBackgroundErrorStrong'}
        style={BADGE}
      >
        {calling === 0 ? '' : count(calling)}
      </Box>
    </Button>
  );
}

const BADGE = { minWidth: '2.5em', display: 'inline-block' } as const;

function bellLabel(calling: number, open: number | null, count: (value: number) => string): string {
  if (open === null) return alertStrings.bellUnknown;
  if (open === 0) return alertStrings.bellEmpty;
  return calling === 0 ? alertStrings.bellCalm(count(open)) : alertStrings.bell(count(calling), count(open));
}

import { Box } from '@twilio-paste/core/box';
import React, { type ReactNode } from 'react';

interface IconButtonProps {
  readonly label: string;
  readonly testId: string;
  /** Default: reached by Tab. */
  readonly tabIndex?: number;
  readonly isPressed?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

/** A small button that is a picture; its words are its name and its tooltip. */
export function IconButton({
  label,
  testId,
  tabIndex,
  isPressed,
  onPress,
  children,
}: IconButtonProps): React.JSX.Element {
  return (
    <Box
      as="button"
      type="button"
      display="inline-flex"
      alignItems="center"
      justifyContent="center"
      size="24px"
      padding="space0"
      borderStyle="none"
      borderRadius="borderRadius20"
      backgroundColor="transparent"
      color="colorTextIcon"
      cursor="pointer"
      _hover={{ backgroundColor: 'colorBackgroundStrong' }}
      _focusVisible={{ outline: 'none', boxShadow: 'shadowFocus' }}
      tabIndex={tabIndex}
      aria-label={label}
      title={label}
      aria-pressed={isPressed}
      data-testid={testId}
      onClick={(event: React.MouseEvent) => {
        event.stopPropagation();
        onPress();
      }}
    >
      {children}
    </Box>
  );
}

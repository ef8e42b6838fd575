import { Box } from '@twilio-paste/core/box';
import { MinusIcon } from '@twilio-paste/icons/cjs/MinusIcon';
import { PlusIcon } from '@twilio-paste/icons/cjs/PlusIcon';
import React from 'react';

interface UnfoldButtonProps {
  /** What it shows and hides. */
  readonly label: string;
  readonly isUnfolded: boolean;
  readonly isTabStop: boolean;
  readonly onClick: () => void;
}

/** Shows the rows below a row, or hides them. The same sign in both reading directions. */
export const UnfoldButton = ({ label, isUnfolded, isTabStop, onClick }: UnfoldButtonProps): React.JSX.Element => (
  <Box
    as="button"
    type="button"
    tabIndex={isTabStop ? 0 : -1}
    aria-label={label}
    aria-expanded={isUnfolded}
    title={label}
    display="inline-flex"
    alignItems="center"
    justifyContent="center"
    flexShrink={0}
    padding="space0"
    color="colorTextWeak"
    borderRadius="borderRadius10"
    cursor="pointer"
    _hover={{ color: 'colorText', backgroundColor: 'colorBackgroundStrong' }}
    _focusVisible={{ outline: 'none', boxShadow: 'shadowFocusInset' }}
    style={BUTTON}
    onClick={onClick}
    data-testid="unfold"
  >
    {isUnfolded ? <MinusIcon decorative size="sizeIcon10" /> : <PlusIcon decorative size="sizeIcon10" />}
  </Box>
);

/** Large enough to be hit. */
const BUTTON = { width: 24, height: 24, appearance: 'none', background: 'none', border: 0 } as const;

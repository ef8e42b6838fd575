import { useLooks } from '@flex-sync-suite/shared/views';
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
  <button
    type="button"
    className={useLooks(LOOKS).button}
    tabIndex={isTabStop ? 0 : -1}
    aria-label={label}
    aria-expanded={isUnfolded}
    title={label}
    onClick={onClick}
    data-testid="unfold"
  >
    {isUnfolded ? MINUS : PLUS}
  </button>
);

// The same elements always: an icon of Paste's costs more than the rest of its row.
const PLUS = <PlusIcon decorative size="sizeIcon10" />;
const MINUS = <MinusIcon decorative size="sizeIcon10" />;

const LOOKS = {
  button: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    flexShrink: 0,
    // Large enough to be hit.
    width: '24px',
    height: '24px',
    padding: 'space0',
    border: 'none',
    borderRadius: 'borderRadius10',
    appearance: 'none',
    background: 'none',
    color: 'colorTextWeak',
    cursor: 'pointer',
    _hover: { color: 'colorText' },
    _focusVisible: { outline: 'none', boxShadow: 'shadowFocusInset' },
  },
} as const;

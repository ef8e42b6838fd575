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

/** A small button that is a picture; its words are its name and its tooltip. Below a {@link ResponseSheet}. */
export function IconButton({
  label,
  testId,
  tabIndex,
  isPressed,
  onPress,
  children,
}: IconButtonProps): React.JSX.Element {
  return (
    <button
      type="button"
      className="cr-button"
      tabIndex={tabIndex}
      aria-label={label}
      title={label}
      aria-pressed={isPressed}
      data-testid={testId}
      onClick={(event) => {
        event.stopPropagation();
        onPress();
      }}
    >
      {children}
    </button>
  );
}

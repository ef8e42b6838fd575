import React from 'react';

/** Filled or empty; the button around it says which. */
export function StarIcon({ isOn }: { readonly isOn: boolean }): React.JSX.Element {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d="M8 1.6l1.9 4 4.4.6-3.2 3 .8 4.4L8 11.5l-3.9 2.1.8-4.4-3.2-3 4.4-.6z"
        fill={isOn ? '#b85c00' : 'none'}
        stroke={isOn ? '#b85c00' : 'currentColor'}
        strokeWidth="1.2"
        strokeLinejoin="round"
      />
    </svg>
  );
}

import React from 'react';

const PATHS = {
  grip: 'M7 4.5h2v2H7zm4 0h2v2h-2zM7 9h2v2H7zm4 0h2v2h-2zm-4 4.5h2v2H7zm4 0h2v2h-2z',
  eye: 'M10 4.5c3.6 0 6.3 2.2 7.8 5.5-1.5 3.3-4.2 5.5-7.8 5.5S3.7 13.3 2.2 10C3.7 6.7 6.4 4.5 10 4.5zm0 1.5C7.3 6 5.2 7.5 3.9 10c1.3 2.5 3.4 4 6.1 4s4.8-1.5 6.1-4C14.8 7.5 12.7 6 10 6zm0 1.5a2.5 2.5 0 110 5 2.5 2.5 0 010-5z',
  close: 'M5.3 4.2L10 8.9l4.7-4.7 1.1 1.1-4.7 4.7 4.7 4.7-1.1 1.1-4.7-4.7-4.7 4.7-1.1-1.1L8.9 10 4.2 5.3z',
} as const;

/** An icon of the list in the colour of the text around it; the button that it is in has the words. See {@link ResponseSheet}. */
export function RowIcon({ name }: { readonly name: keyof typeof PATHS }): React.JSX.Element {
  return (
    <svg className="cr-icon" viewBox="0 0 20 20" aria-hidden="true">
      <path fill="currentColor" fillRule="evenodd" clipRule="evenodd" d={PATHS[name]} />
    </svg>
  );
}

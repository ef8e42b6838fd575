import React, { type ReactNode } from 'react';
import { useLooks } from './looks';

/** For screen readers alone, as Paste's `ScreenReaderOnly` is: for what renders each second. */
export const HeardOnly = ({ children }: { readonly children: ReactNode }): React.JSX.Element => (
  <span className={useLooks(LOOKS).hidden}>{children}</span>
);

const LOOKS = {
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    margin: 'spaceNegative10',
    padding: 'space0',
    border: 'none',
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
    textTransform: 'none',
    whiteSpace: 'nowrap',
  },
} as const;

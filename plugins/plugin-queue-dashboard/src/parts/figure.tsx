import { HeardOnly } from '@flex-sync-suite/shared/views';
import React from 'react';
import { strings } from '../strings/strings';

/** A figure that is read aloud in other words than it is written in. */
export function Figure({
  cell,
  spoken,
  children,
}: {
  /** Name of the figure for browser tests. */
  readonly cell: string;
  readonly spoken: string;
  readonly children: string;
}): React.JSX.Element {
  return (
    <>
      <span data-cell={cell} aria-hidden="true">
        {children}
      </span>
      <HeardOnly>{spoken}</HeardOnly>
    </>
  );
}

/** "–" where there is nothing to say a figure about: neither 0 nor 100 % would be true. */
export function NoValue({ cell, reason }: { readonly cell: string; readonly reason: string }): React.JSX.Element {
  return (
    <Figure cell={cell} spoken={reason}>
      {strings.noValue}
    </Figure>
  );
}

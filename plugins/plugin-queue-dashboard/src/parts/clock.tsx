import { useLiveNow } from '@flex-sync-suite/shared/hooks';
import React from 'react';
import { Figure } from './figure';
import { useFormatters } from './formatters-context';

/** Time since an instant, once a second. It alone renders; what is around it does not. */
export function Clock({ cell, since }: { readonly cell: string; readonly since: string }): React.JSX.Element {
  const { clock, spokenDuration } = useFormatters();
  const elapsedMs = useLiveNow() - Date.parse(since);
  return (
    <Figure cell={cell} spoken={spokenDuration(elapsedMs)}>
      {clock(elapsedMs)}
    </Figure>
  );
}

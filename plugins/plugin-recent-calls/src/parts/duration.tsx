import React from 'react';
import { useFormatters } from './formatters-context';

/** A clock for the eye; the title spells it out. */
export function Duration({ ms }: { readonly ms: number }): React.JSX.Element {
  const { clock, spokenDuration } = useFormatters();
  return <span title={spokenDuration(ms)}>{clock(ms)}</span>;
}

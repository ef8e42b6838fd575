import React, { memo } from 'react';
import { highlightRanges } from '../model/highlight';

interface MarkedTextProps {
  readonly text: string;
  /** Folded, as a search hit names them. */
  readonly terms: readonly string[];
}

/** A text with what was searched for marked. Always text: whatever stands in it, no markup comes of it. Below a {@link ResponseSheet}. */
export const MarkedText = memo(function MarkedText({ text, terms }: MarkedTextProps) {
  const parts: React.ReactNode[] = [];
  let from = 0;
  for (const { start, end } of highlightRanges(text, terms)) {
    if (start > from) parts.push(text.slice(from, start));
    parts.push(
      <mark key={start} className="cr-mark">
        {text.slice(start, end)}
      </mark>,
    );
    from = end;
  }
  parts.push(text.slice(from));
  return <>{parts}</>;
});

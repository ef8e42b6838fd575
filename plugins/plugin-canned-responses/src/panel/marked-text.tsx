import React, { memo } from 'react';
import { highlightRanges } from '../model/highlight';

interface MarkedTextProps {
  readonly text: string;
  /** Folded, as a search hit names them. */
  readonly terms: readonly string[];
}

/** A text with what was searched for marked. Always text: whatever stands in it, no markup comes of it. */
export const MarkedText = memo(function MarkedText({ text, terms }: MarkedTextProps) {
  const parts: React.ReactNode[] = [];
  let from = 0;
  for (const { start, end } of highlightRanges(text, terms)) {
    if (start > from) parts.push(text.slice(from, start));
    parts.push(
      <mark key={start} style={MARK}>
        {text.slice(start, end)}
      </mark>,
    );
    from = end;
  }
  parts.push(text.slice(from));
  return <>{parts}</>;
});

const MARK = { backgroundColor: '#fdf7e3', color: 'inherit', fontWeight: 600 } as const;

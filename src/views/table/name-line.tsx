import React, { type CSSProperties } from 'react';

/** One line, however long what is in it. */
export const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

/** A name in one line, for an element with `dir="auto"`. It stands where the view's own words would. */
export const NAME_LINE = { ...ONE_LINE, textAlign: 'left' } as const;

export interface NameLineProps {
  /** Name of the text for browser tests. Default: none. */
  readonly cell?: string;
  /** What a screen reader says instead. Default: the text. */
  readonly label?: string;
  readonly style?: CSSProperties;
  readonly children: string;
}

/**
 * What people named, in its own direction, on the element that cuts it: or the "…" of an Arabic name in an English view
 * would stand for its beginning.
 */
export const NameLine = ({ cell, label, style, children }: NameLineProps): React.JSX.Element => (
  <span dir="auto" data-cell={cell} aria-label={label} style={style === undefined ? BLOCK : { ...BLOCK, ...style }}>
    {children}
  </span>
);

const BLOCK = { ...NAME_LINE, display: 'block' } as const;

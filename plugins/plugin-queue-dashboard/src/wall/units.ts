/**
 * A length that grows with the window and keeps the proportions of a screen: 16 by 9 is 100 by 56.25 units. Zooming makes the
 * window smaller, and so keeps the wall whole.
 */
export const units = (count: number): string => `calc(${String(count)} * min(1vw, 100vh / 56.25))`;

/** One line, however long what is in it. */
export const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

/** A name in one line: with `dir="auto"` on the same element, or the "…" of an Arabic name would stand for its beginning. */
export const NAME_LINE = { ...ONE_LINE, textAlign: 'left' } as const;

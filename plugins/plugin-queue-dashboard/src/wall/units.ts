/**
 * A length that grows with the window and keeps the proportions of a screen: 16 by 9 is 100 by 56.25 units. Zooming makes the
 * window smaller, and so keeps the wall whole.
 */
export const units = (count: number): string => `calc(${String(count)} * min(1vw, 100vh / 56.25))`;

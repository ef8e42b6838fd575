/** What people wrote, inside of a sentence: it has its own direction and does not turn what stands around it. */
export const isolated = (name: string): string => `\u2068${name}\u2069`;

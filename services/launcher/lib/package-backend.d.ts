/** Bytes of all files. @throws Error with a sentence that names the largest when they are too many */
export function withinBudget(sizes: ReadonlyMap<string, number>): number;

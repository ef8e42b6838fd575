/** The words of anything that was thrown, for a person. */
export const errorWords = (error: unknown): string => (error instanceof Error ? error.message : String(error));

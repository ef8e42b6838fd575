import * as v from 'valibot';

/** An answer that is a file, such as CSV: every byte as it came. */
export const FileAnswer = v.blob();

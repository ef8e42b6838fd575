import * as v from 'valibot';

/** What an answer without a body (204) is read as. */
export const NoContent = v.null();

import * as v from 'valibot';

/** Id of a group that is kept: the browser makes it up, and it stays when the group is renamed. */
export const QueueGroupId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,36}$/));

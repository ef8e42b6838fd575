/** A refusal by TaskRouter, in the words and numbers its REST API uses. */
export class TaskRouterError extends Error {
  constructor(
    /** HTTP status of the answer. */
    readonly status: number,
    /** Twilio error code, https://www.twilio.com/docs/api/errors */
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = 'TaskRouterError';
  }
}

/** 404 / 20404. */
export const notFound = (what: string): TaskRouterError =>
  new TaskRouterError(404, 20404, `The requested resource ${what} was not found`);

/** 400 / 20001: a field is missing or wrong, or the state does not allow the change. */
export const refused = (message: string): TaskRouterError => new TaskRouterError(400, 20001, message);

/** 412 / 20412: `If-Match` names another version. */
export const preconditionFailed = (sid: string): TaskRouterError =>
  new TaskRouterError(412, 20412, `Precondition failed: ${sid} was changed since the version named in If-Match`);

/** A refusal by Serverless or the Plugins API, in the words and numbers of Twilio's REST APIs. */
export class Refusal extends Error {
  constructor(
    /** HTTP status of the answer. */
    readonly status: number,
    /** Twilio error code, https://www.twilio.com/docs/api/errors */
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

/** 404 / 20404. */
export const notFound = (what: string): Refusal =>
  new Refusal(404, 20404, `The requested resource ${what} was not found`);

/** 400 / 20001: a field is missing or wrong, or the state does not allow the change. */
export const refused = (message: string): Refusal => new Refusal(400, 20001, message);

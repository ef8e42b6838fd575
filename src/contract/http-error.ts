import * as v from 'valibot';

/** The one shape of every error the backend's HTTP API answers with. */
export const HttpError = v.object({
  /** Stable machine-readable code, such as `invalid_token`. */
  code: v.string(),
  /** One sentence for a person: what is wrong and what to do. */
  message: v.string(),
  /** Names this request in the backend's log. */
  requestId: v.string(),
});
export type HttpError = v.InferOutput<typeof HttpError>;

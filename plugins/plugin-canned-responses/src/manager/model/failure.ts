/** What went wrong, for a person and for a decision. Codes are the backend's, `unreachable`, or `error`. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

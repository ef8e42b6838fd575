/** Code of a system error, such as `ENOENT`, or of another error of Node; null for any other. */
export const errnoOf = (error: unknown): string | null => {
  const code = codeOf(error);
  return code === null || isSqlState(code) ? null : code;
};

/** The five-character SQLSTATE of a database error; null for any other error. */
export const sqlStateOf = (error: unknown): string | null => {
  const code = codeOf(error);
  return code !== null && isSqlState(code) ? code : null;
};

// Every SQLSTATE has a digit, which EPIPE and EROFS have not.
const isSqlState = (code: string): boolean => /^(?=.*\d)[0-9A-Z]{5}$/.test(code);

const codeOf = (error: unknown): string | null =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : null;

/** What an error says of itself. One of several attempts, one for each address of a host, says nothing but its code. */
export function messageOf(error: unknown): string {
  const message =
    typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'
      ? error.message
      : '';
  if (message !== '') return message;
  return codeOf(error) ?? (error instanceof Error ? error.name : String(error));
}

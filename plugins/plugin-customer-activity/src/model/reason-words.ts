/** A shop's word for programs, such as `card_declined`, as words; a sentence stays as it is. */
export const reasonWords = (reason: string): string =>
  /^[\p{L}\p{N}]+([_-][\p{L}\p{N}]+)+$/u.test(reason) ? reason.replace(/[_-]/g, ' ') : reason;

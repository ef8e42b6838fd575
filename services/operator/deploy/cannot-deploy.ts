/** Why nothing more is done: one sentence, and what to do about it. */
export class CannotDeploy extends Error {
  constructor(says: string, instead: string) {
    super(`${says}\n  → ${instead}`);
  }
}

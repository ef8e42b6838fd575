/** Why the backend cannot start: one sentence for the operator that names what is wrong and what to do. */
export class StartError extends Error {
  override readonly name: string = 'StartError';
}

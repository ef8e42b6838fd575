/** An event lacks what its name promises, or holds what cannot be counted. The message is a reason without content. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
}

/**
 * One thing that an installation needs, beside how it stands. `foreign`: somebody else's, which is never changed; what can be
 * done instead stands there.
 */
export type Step =
  | { readonly kind: 'done'; readonly name: string; readonly says: string }
  | { readonly kind: 'foreign'; readonly name: string; readonly says: string; readonly instead: string }
  | {
      readonly kind: 'change';
      readonly name: string;
      /** What is going to change, from what to what. */
      readonly says: string;
      /** Carries it out; resolves with what has happened, in a sentence that holds no secret. */
      readonly apply: () => Promise<string>;
    };

/** Why nothing can be planned: a variable that is not there, or credentials that Twilio refuses. */
export class CannotProvision extends Error {}

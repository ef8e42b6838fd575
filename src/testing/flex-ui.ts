/** Stands in for @twilio/flex-ui in unit tests; the `flex` Jest project and the browser tests load the genuine one. */
export const Manager = { getInstance: (): { user: { token: string } } => ({ user: { token: 'test-token' } }) };

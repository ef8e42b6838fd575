/** What a customer does is in Sync, and is looked for, for this long after the customer's last event. */
export const WARM_MS = 24 * 3_600_000;

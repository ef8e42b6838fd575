/** How agents' calls are shown. */
export interface RecentCallsPolicy {
  /** How long a call stays in Sync, in days; also the life of an untouched Map. */
  readonly retentionDays: number;
  /** Hides phone numbers until their owner asks for one. */
  readonly maskPhoneNumbers: boolean;
}

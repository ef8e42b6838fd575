/** How the panel is remembered: closed, and without a request to Sync, until somebody opens it. */
export const EXPANSION = { key: 'flex-sync-suite.recent-calls.expanded', isOpenAtFirst: false } as const;

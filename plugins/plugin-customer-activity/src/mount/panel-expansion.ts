/** How the panel is remembered: closed, and without a request, until somebody opens it. */
export const EXPANSION = { key: 'flex-sync-suite.customer-activity.expanded', isOpenAtFirst: false } as const;

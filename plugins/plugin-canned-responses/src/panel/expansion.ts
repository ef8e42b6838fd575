/** How the panel is remembered: open until somebody closes it. */
export const EXPANSION = { key: 'flex-sync-suite.canned-responses.expanded', isOpenAtFirst: true } as const;

/** Every sentence of the queues as cards. Numbers arrive formatted. */
export const glanceStrings = {
  view: 'View',
  table: 'Table',
  cards: 'Cards',
  label: 'Task queues as cards, worst first, live',
  waiting: 'Waiting',
  parts: (queued: string, ringing: string) => `${queued} queued, ${ringing} ringing`,
  longestWait: 'Longest wait',
  promised: (threshold: string) => `threshold ${threshold}`,
  serviceLevel: 'Service level 30 min',
  target: (target: string) => `target ${target}`,
  free: 'Agents free',
  ofAvailable: (count: string) => `of ${count} available`,
} as const;

/** What is said where a person chooses columns. Numbers arrive formatted. */
export const chooserStrings = {
  title: 'Choose columns',
  search: 'Find a figure',
  searchPlaceholder: 'Name or definition',
  hint: 'Drag a chosen figure to where it is to stand, use its arrows, or press Alt with an arrow key on it.',
  shown: (count: string, all: string) => `${count} of ${all} figures shown`,
  noMatch: 'No figure matches.',
  earlier: (name: string) => `Move ${name} earlier`,
  later: (name: string) => `Move ${name} later`,
  /** Heard after a move. */
  place: (name: string, place: string, count: string, group: string) => `${name}: ${place} of ${count}, ${group}`,
  reset: 'Reset to default',
  cancel: 'Cancel',
  apply: 'Apply',
} as const;

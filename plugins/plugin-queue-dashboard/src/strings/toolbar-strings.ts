/** What the menus above the table offer. */
export const toolbarStrings = {
  more: 'More',
  moreLabel: 'What can be done with the queues shown',
  settings: 'Settings',
  settingsLabel: 'What is set for everybody',
  showSummary: 'Show the summary',
  hideSummary: 'Hide the summary',
  columns: 'Choose columns',
  explain: 'Explain figures',
  csv: 'Download as CSV',
  print: 'Print',
} as const;

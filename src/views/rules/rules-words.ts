/** Words of a dialog of rules. A rule arrives as its sentence. */
export interface RulesWords {
  readonly title: string;
  /** What the rules do. */
  readonly text: string;
  /** Names the list. */
  readonly list: string;
  readonly loading: string;
  /** Where there is no rule. */
  readonly none: string;
  readonly remove: string;
  readonly removeNamed: (rule: string) => string;
  readonly removed: (rule: string) => string;
  readonly undo: string;
  readonly added: (rule: string) => string;
  readonly restored: (rule: string) => string;
  readonly up: string;
  readonly down: string;
  /** What is heard of the two, with the rule. */
  readonly moveNamed: (direction: string, rule: string) => string;
  readonly moved: (direction: string, rule: string) => string;
  readonly close: string;
  readonly retry: string;
  readonly conflict: string;
  readonly failedToRead: (reason: string) => string;
  readonly failedToSave: (reason: string) => string;
  /** Where the rules may only be looked at. */
  readonly readOnly: string;
}

/** Words of a dialog whose rules can be changed in their place. */
export interface RuleEditingWords {
  readonly edit: string;
  readonly editNamed: (rule: string) => string;
  readonly changed: (rule: string) => string;
}

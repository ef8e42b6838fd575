const added = new Set<string>();
let sheet: CSSStyleSheet | null = null;

/** Adds rules to the page, once for each name. They stay: there are as many as there are looks and themes. */
export function addRules(name: string, rules: readonly string[]): void {
  if (added.has(name)) return;
  added.add(name);
  sheet ??= createSheet();
  for (const rule of rules) sheet?.insertRule(rule, sheet.cssRules.length);
}

function createSheet(): CSSStyleSheet | null {
  const element = document.createElement('style');
  element.dataset['looks'] = '';
  document.head.append(element);
  return element.sheet;
}

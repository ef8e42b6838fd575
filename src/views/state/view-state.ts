/** What a person chose to see of a view: filter, sort and place, each a parameter with a text. */
export interface ViewState {
  /** Null unless it was set. */
  readonly get: (parameter: string) => string | null;
  /** Null forgets it. */
  readonly set: (parameter: string, value: string | null) => void;
}

/**
 * A view's state in the memory of the page alone: for what has no URL of its own, and for what names people or numbers,
 * which is never stored.
 */
export function createPageState(): ViewState {
  const remembered = new Map<string, string>();
  return {
    get: (parameter) => remembered.get(parameter) ?? null,
    set(parameter, value) {
      if (value === null) remembered.delete(parameter);
      else remembered.set(parameter, value);
    },
  };
}

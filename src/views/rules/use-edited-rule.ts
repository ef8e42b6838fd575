import { useRef, useState } from 'react';

/** Which rule is being changed in its place. */
export interface RuleBeingEdited<Rule> {
  /** Undefined for none, and when somebody else removed it meanwhile. */
  readonly edited: Rule | undefined;
  /** @param button what led there */
  readonly onEdit: (rule: Rule, button: HTMLElement) => void;
  /** `isCancelled`: the focus goes back to where it came from. */
  readonly endEdit: (how: { readonly isCancelled: boolean }) => void;
}

export function useEditedRule<Rule extends { readonly id: string }>(rules: readonly Rule[]): RuleBeingEdited<Rule> {
  const [editedId, setEditedId] = useState<string | null>(null);
  const button = useRef<HTMLElement | null>(null);
  return {
    edited: rules.find(({ id }) => id === editedId),
    onEdit: ({ id }, from) => {
      button.current = from;
      setEditedId(id);
    },
    endEdit: ({ isCancelled }) => {
      setEditedId(null);
      if (isCancelled) button.current?.focus();
    },
  };
}

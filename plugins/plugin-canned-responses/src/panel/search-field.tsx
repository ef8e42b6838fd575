import { useSearchKey } from '@flex-sync-suite/shared/views';
import { Input } from '@twilio-paste/core/input';
import React, { useRef, type RefObject } from 'react';
import { isSendKey } from '../insert/send-draft';
import { MAX_QUERY_LENGTH } from '../model/search-index';
import { panelStrings } from './panel-strings';

interface SearchFieldProps {
  readonly panel: RefObject<HTMLElement>;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** Enter, with Ctrl or without: the best response is wanted. */
  readonly onChoose: (isSend: boolean) => void;
}

/** Searches while it is typed; the arrow leads into the list, and `/` in the panel leads here. */
export function SearchField({ panel, query, onQuery, onChoose }: SearchFieldProps): React.JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  useSearchKey(panel, field);

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      // A key that is held down is one press.
      if (!event.repeat) onChoose(isSendKey(event));
    }
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      panel.current?.querySelector<HTMLElement>('[data-response-id][tabindex="0"]')?.focus();
    }
  }

  return (
    <Input
      ref={field}
      type="search"
      aria-label={panelStrings.search}
      placeholder={panelStrings.searchPlaceholder}
      value={query}
      maxLength={MAX_QUERY_LENGTH}
      data-testid="canned-search"
      onChange={({ target }) => {
        onQuery(target.value);
      }}
      onKeyDown={onKeyDown}
    />
  );
}

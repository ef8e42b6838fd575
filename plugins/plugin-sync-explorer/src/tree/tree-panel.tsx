import type { SyncServiceSid } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { HeardOnly } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useEffect, useState, type FormEvent } from 'react';
import { createObjectLists, type ObjectLists } from '../data/object-lists';
import { createObjectSearch, type ObjectSearch } from '../data/object-search';
import { useExplorer } from '../parts/explorer-context';
import { words } from '../parts/strings';
import { ObjectTree } from './object-tree';

interface Search {
  readonly lists: ObjectLists;
  readonly search: ObjectSearch;
}

/** All objects of a service, or those whose names begin with a text. Give it the service as its key. */
export function TreePanel({ service }: { readonly service: SyncServiceSid }): React.JSX.Element {
  const { store } = useExplorer();
  const [text, setText] = useState('');
  const [found, setFound] = useState<Search | null>(null);
  const id = useUID();
  useEffect(() => () => found?.search.stop(), [found]);

  function begin(event: FormEvent): void {
    event.preventDefault();
    if (text === '') {
      setFound(null);
      return;
    }
    const lists = createObjectLists(store.api, service, text);
    setFound({ lists, search: createObjectSearch(lists, text) });
  }

  return (
    <Box display="flex" flexDirection="column" minHeight="0" height="100%" rowGap="space20">
      <form onSubmit={begin}>
        <Label htmlFor={id}>{words.tree.search}</Label>
        <Box display="flex" columnGap="space20" marginTop="space20">
          <Box flexGrow={1} minWidth="0">
            <Input
              id={id}
              type="text"
              value={text}
              maxLength={320}
              data-testid="explorer-search"
              onChange={({ target }) => {
                setText(target.value);
              }}
            />
          </Box>
          <Button type="submit" variant="secondary" data-testid="explorer-find">
            {words.tree.find}
          </Button>
        </Box>
      </form>
      {found === null ? (
        <Box display="flex" justifyContent="flex-end">
          <Button
            variant="link"
            size="reset"
            data-testid="explorer-refresh"
            onClick={() => {
              store.listsOf(service).reset();
            }}
          >
            {words.tree.refresh}
          </Button>
        </Box>
      ) : (
        <SearchProgress
          search={found.search}
          onClear={() => {
            setText('');
            setFound(null);
          }}
        />
      )}
      {found === null ? (
        <ObjectTree key="all" lists={store.listsOf(service)} goOn={null} />
      ) : (
        <ObjectTree key="found" lists={found.lists} goOn={found.search.goOn} />
      )}
    </Box>
  );
}

interface SearchProgressProps {
  readonly search: ObjectSearch;
  readonly onClear: () => void;
}

function SearchProgress({ search, onClear }: SearchProgressProps): React.JSX.Element {
  const { format } = useExplorer();
  const { step, looked, found } = useSource(search);
  const say = step === 'done' ? words.tree.done : words.tree.looked;
  const text = say(format.count(looked), format.count(found));
  return (
    <Box
      display="flex"
      flexWrap="wrap"
      columnGap="space30"
      alignItems="center"
      fontSize="fontSize20"
      data-testid="explorer-search-progress"
      data-step={step}
    >
      <Box as="span" flexGrow={1} color="colorTextWeak" aria-hidden="true">
        {text}
      </Box>
      {/* Told when it stops: a figure that runs is no news. */}
      <HeardOnly>
        <span role="status">{step === 'running' ? words.tree.reading : text}</span>
      </HeardOnly>
      {step === 'running' ? (
        <Button variant="link" size="reset" onClick={search.stop}>
          {words.tree.stop}
        </Button>
      ) : null}
      {step === 'paused' ? (
        <Button variant="link" size="reset" onClick={search.goOn}>
          {words.tree.goOn}
        </Button>
      ) : null}
      <Button variant="link" size="reset" onClick={onClear}>
        {words.tree.clear}
      </Button>
    </Box>
  );
}

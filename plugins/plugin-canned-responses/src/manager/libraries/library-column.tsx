import type { Library } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { useShortWindow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { isAdministrator } from '../data/library-list';
import { ALL_LIBRARIES } from '../model/list-filter';
import { useManager } from '../parts/manager-context';
import { managerStrings } from '../parts/manager-strings';
import { LibraryButton, LibraryEntry } from './library-button';
import { LibraryDialog } from './library-dialog';
import { NewPersonalLibrary } from './new-personal-library';

/** The libraries that the writer may change: what the table shows, and where a new response goes. */
export function LibraryColumn(): React.JSX.Element {
  const { libraries, workerSid } = useManager();
  const { answer } = useSource(libraries);
  // Where there is little height the libraries stand side by side, in one line that scrolls.
  const isShort = useShortWindow();
  const [dialog, setDialog] = useState<{ readonly library: Library | null } | null>(null);
  const isAdmin = answer !== null && isAdministrator(answer, workerSid);
  const edit = (library: Library): void => {
    setDialog({ library });
  };
  const make = (): void => {
    setDialog({ library: null });
  };
  return (
    <Box
      as="nav"
      aria-label={managerStrings.librariesLabel}
      display={isShort ? 'flex' : undefined}
      alignItems="flex-start"
      width={isShort ? '100%' : 'size20'}
      flexShrink={0}
      overflowX={isShort ? 'auto' : undefined}
      overflowY={isShort ? 'hidden' : 'auto'}
      data-testid="manager-libraries"
    >
      <Libraries onEdit={isAdmin ? edit : null} />
      <NewLibraries onNew={isAdmin ? make : null} />
      {dialog === null ? null : (
        <LibraryDialog
          library={dialog.library}
          onClose={() => {
            setDialog(null);
          }}
        />
      )}
    </Box>
  );
}

interface LibrariesProps {
  /** Null for who may not. */
  readonly onEdit: ((library: Library) => void) | null;
}

function Libraries({ onEdit }: LibrariesProps): React.JSX.Element {
  const { list, editable } = useManager();
  const chosen = useSource(list).filter.library;
  const isShort = useShortWindow();
  return (
    <Box as="ul" display={isShort ? 'flex' : 'block'} margin="space0" padding="space0" style={NO_MARKERS}>
      {editable.length < 2 ? null : (
        <li>
          <LibraryButton id={ALL_LIBRARIES}>
            <Text as="span" fontWeight="fontWeightSemibold">
              {managerStrings.allLibraries}
            </Text>
          </LibraryButton>
        </li>
      )}
      {editable.map((library) => (
        <li key={library.id}>
          <LibraryButton id={library.id}>
            <LibraryEntry library={library} />
          </LibraryButton>
          {onEdit !== null && library.kind !== 'personal' && chosen === library.id ? (
            <Box paddingX="space30" paddingBottom="space30">
              <Button
                variant="link"
                size="reset"
                data-testid="library-edit"
                onClick={() => {
                  onEdit(library);
                }}
              >
                {managerStrings.library.edit}
              </Button>
            </Box>
          ) : null}
        </li>
      ))}
    </Box>
  );
}

interface NewLibrariesProps {
  /** Null for who may not. */
  readonly onNew: (() => void) | null;
}

function NewLibraries({ onNew }: NewLibrariesProps): React.JSX.Element {
  const isShort = useShortWindow();
  return (
    <Box
      display="flex"
      flexDirection={isShort ? 'row' : 'column'}
      columnGap="space30"
      rowGap="space30"
      paddingTop={isShort ? 'space20' : 'space40'}
      paddingX="space30"
    >
      <NewPersonalLibrary />
      {onNew === null ? null : (
        <Button variant="secondary" size="small" data-testid="library-new" onClick={onNew}>
          {managerStrings.library.create}
        </Button>
      )}
    </Box>
  );
}

const NO_MARKERS = { listStyle: 'none' };

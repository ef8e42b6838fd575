import type { Library } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { useShortWindow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { isAdministrator } from '../data/library-list';
import { failureOf } from '../data/manager-api';
import { LibraryDialog } from './library-dialog';
import { useManager } from '../parts/manager-context';
import { KIND_WORDS, managerStrings } from '../parts/manager-strings';
import { ALL_LIBRARIES } from '../model/list-filter';

/** The libraries that the writer may change: what the table shows, and where a new response goes. */
export function LibraryColumn(): React.JSX.Element {
  const { libraries, list, editor, editable, workerSid, leave } = useManager();
  const { answer } = useSource(libraries);
  const { filter } = useSource(list);
  // Where there is little height the libraries stand side by side, in one line that scrolls.
  const isShort = useShortWindow();
  const [dialog, setDialog] = useState<{ readonly library: Library | null } | null>(null);
  const isAdmin = answer !== null && isAdministrator(answer, workerSid);
  const choose = (library: string): void => {
    leave(() => {
      editor.close();
      list.setFilter({ library });
    });
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
      <Box as="ul" display={isShort ? 'flex' : 'block'} margin="space0" padding="space0" style={NO_MARKERS}>
        {editable.length < 2 ? null : (
          <li>
            <LibraryButton
              isSelected={filter.library === ALL_LIBRARIES}
              onClick={() => {
                choose(ALL_LIBRARIES);
              }}
              id=""
            >
              <Text as="span" fontWeight="fontWeightSemibold">
                {managerStrings.allLibraries}
              </Text>
            </LibraryButton>
          </li>
        )}
        {editable.map((library) => (
          <li key={library.id}>
            <LibraryButton
              id={library.id}
              isSelected={filter.library === library.id}
              onClick={() => {
                choose(library.id);
              }}
            >
              <LibraryEntry library={library} />
            </LibraryButton>
            {isAdmin && library.kind !== 'personal' && filter.library === library.id ? (
              <Box paddingX="space30" paddingBottom="space30">
                <Button
                  variant="link"
                  size="reset"
                  data-testid="library-edit"
                  onClick={() => {
                    setDialog({ library });
                  }}
                >
                  {managerStrings.library.edit}
                </Button>
              </Box>
            ) : null}
          </li>
        ))}
      </Box>
      <Box
        display="flex"
        flexDirection={isShort ? 'row' : 'column'}
        columnGap="space30"
        rowGap="space30"
        paddingTop={isShort ? 'space20' : 'space40'}
        paddingX="space30"
      >
        <NewPersonalLibrary />
        {isAdmin ? (
          <Button
            variant="secondary"
            size="small"
            data-testid="library-new"
            onClick={() => {
              setDialog({ library: null });
            }}
          >
            {managerStrings.library.create}
          </Button>
        ) : null}
      </Box>
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

/** For a worker without a personal library: one click makes it. */
export function NewPersonalLibrary(): React.JSX.Element | null {
  const { api, libraries, list, workerSid } = useManager();
  const { answer } = useSource(libraries);
  const [failure, setFailure] = useState<string | null>(null);
  const [isMaking, setIsMaking] = useState(false);
  if (workerSid === null || answer === null || answer.libraries.some(({ id }) => id === workerSid)) return null;

  async function make(): Promise<void> {
    setIsMaking(true);
    setFailure(null);
    try {
      const made = await api.createLibrary({ name: managerStrings.personalName, kind: 'personal' });
      await libraries.load();
      list.setFilter({ library: made.id });
    } catch (error) {
      setFailure(failureOf(error).message);
      setIsMaking(false);
    }
  }

  return (
    <div>
      <Button
        variant="secondary"
        size="small"
        loading={isMaking}
        data-testid="library-new-personal"
        onClick={() => void make()}
      >
        {managerStrings.library.newPersonal}
      </Button>
      <Text as="p" role="status" color="colorTextError">
        {failure}
      </Text>
    </div>
  );
}

function LibraryEntry({ library }: { readonly library: Library }): React.JSX.Element {
  const { format, nameOf } = useManager();
  const kind = KIND_WORDS[library.kind];
  return (
    <>
      <Text as="span" display="block" fontWeight="fontWeightSemibold" overflow="hidden" textOverflow="ellipsis">
        <bdi dir="auto">{library.name}</bdi>
      </Text>
      <Text as="span" display="block" fontSize="fontSize20" color="colorTextWeak">
        {library.kind === 'personal' ? managerStrings.of(kind, nameOf(library.id)) : kind} ·{' '}
        {managerStrings.publishedCount(format.count(library.publishedCount))}
      </Text>
    </>
  );
}

function LibraryButton({
  id,
  isSelected,
  onClick,
  children,
}: {
  readonly id: string;
  readonly isSelected: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}): React.JSX.Element {
  return (
    <Box
      as="button"
      type="button"
      width="100%"
      padding="space30"
      border="none"
      borderRadius="borderRadius20"
      textAlign="start"
      cursor="pointer"
      color="colorText"
      backgroundColor={isSelected ? 'colorBackgroundPrimaryWeakest' : 'transparent'}
      _hover={{ backgroundColor: 'colorBackground' }}
      _focusVisible={{ outline: 'none', boxShadow: 'shadowFocusInset' }}
      aria-current={isSelected}
      data-testid="manager-library"
      data-library-id={id}
      onClick={onClick}
    >
      {children}
    </Box>
  );
}

const NO_MARKERS = { listStyle: 'none' };

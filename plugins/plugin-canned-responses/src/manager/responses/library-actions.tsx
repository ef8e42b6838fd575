import type { LibraryId } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { ActionButton, useShortWindow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState } from 'react';
import { ExplainedButton } from '../parts/explained-button';
import { useManager } from '../parts/manager-context';
import { managerStrings } from '../parts/manager-strings';
import { ImportDialog } from './import-dialog';
import { useExport } from './use-export';

const words = managerStrings.list;
const AT_THE_END = { marginInlineStart: 'auto' };

/** Reads the list again, imports and exports the library that is chosen, and begins a new response. */
export function LibraryActions(): React.JSX.Element {
  const { list, editable } = useManager();
  const { filter } = useSource(list);
  const isShort = useShortWindow();
  const [isImporting, setIsImporting] = useState(false);
  const library = editable.find(({ id }) => id === filter.library);
  const { download, failure } = useExport(library);
  const reasonId = useUID();
  const offBecauseId = library === undefined ? reasonId : null;
  return (
    <Box
      display="flex"
      flexWrap={isShort ? 'nowrap' : 'wrap'}
      flexShrink={isShort ? 0 : 1}
      columnGap="space30"
      rowGap="space20"
      style={AT_THE_END}
    >
      <RefreshButton />
      <ExplainedButton
        offBecauseId={offBecauseId}
        testId="manager-import"
        onClick={() => {
          setIsImporting(true);
        }}
      >
        {words.import}
      </ExplainedButton>
      <ExplainedButton offBecauseId={offBecauseId} testId="manager-export-csv" onClick={() => void download('csv')}>
        {words.exportCsv}
      </ExplainedButton>
      <ExplainedButton offBecauseId={offBecauseId} testId="manager-export-json" onClick={() => void download('json')}>
        {words.exportJson}
      </ExplainedButton>
      <NewResponseButton libraryId={(library ?? editable[0])?.id} />
      {library === undefined ? <FilesOffReason id={reasonId} /> : null}
      <Text as="p" role="status" color="colorTextError">
        {failure}
      </Text>
      {isImporting && library !== undefined ? (
        <ImportDialog
          library={library}
          onClose={() => {
            setIsImporting(false);
          }}
        />
      ) : null}
    </Box>
  );
}

function RefreshButton(): React.JSX.Element {
  const { libraries, list, editor } = useManager();
  const { isLoading } = useSource(list);
  return (
    <ActionButton
      variant="secondary"
      isBusy={isLoading}
      data-testid="manager-refresh"
      onClick={() => {
        void libraries.load();
        list.reload();
        void editor.refresh();
      }}
    >
      {managerStrings.refresh}
    </ActionButton>
  );
}

interface NewResponseButtonProps {
  /** Where it goes until the writer chooses otherwise; undefined where there is no library. */
  readonly libraryId: LibraryId | undefined;
}

function NewResponseButton({ libraryId }: NewResponseButtonProps): React.JSX.Element {
  const { editor, leave } = useManager();
  return (
    <Button
      variant="primary"
      disabled={libraryId === undefined}
      data-testid="manager-new"
      onClick={() => {
        if (libraryId === undefined) return;
        leave(() => {
          editor.openNew(libraryId);
        });
      }}
    >
      {words.create}
    </Button>
  );
}

/** Files are of one library. */
const FilesOffReason = ({ id }: { readonly id: string }): React.JSX.Element => (
  <Box width="100%" textAlign="end">
    <Text as="p" id={id} color="colorTextWeak" fontSize="fontSize20" data-testid="manager-files-off">
      {words.chooseLibrary}
    </Text>
  </Box>
);

import type { ResponseStatus } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { useShortWindow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Checkbox } from '@twilio-paste/core/checkbox';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState, type RefObject } from 'react';
import { failureOf } from '../data/manager-api';
import { saveFile } from '../data/save-file';
import { ExplainedButton } from '../parts/explained-button';
import { ImportDialog } from './import-dialog';
import { useManager } from '../parts/manager-context';
import { managerStrings, STATUS_WORDS } from '../parts/manager-strings';

const words = managerStrings.list;
const STATUSES = ['draft', 'published', 'retired'] as const satisfies readonly ResponseStatus[];

// What scrolls clips: room for the ring around what has the focus.
const ROOM_FOR_FOCUS = { padding: '4px', margin: '-4px' };
const AT_THE_END = { marginInlineStart: 'auto' };

/** Search, filters, and what can be done with the whole library. */
export function ResponseToolbar({ search }: { readonly search: RefObject<HTMLInputElement> }): React.JSX.Element {
  const { list } = useManager();
  const { filter } = useSource(list);
  // In a low window all of it is one line that scrolls, so that rows are in sight.
  const isShort = useShortWindow();
  const id = useUID();
  return (
    <Box
      display="flex"
      flexShrink={0}
      flexWrap={isShort ? 'nowrap' : 'wrap'}
      alignItems="flex-end"
      columnGap="space40"
      rowGap="space30"
      overflowX={isShort ? 'auto' : undefined}
      style={isShort ? ROOM_FOR_FOCUS : {}}
    >
      <Box width="size20" flexGrow={1} flexShrink={0}>
        <Label htmlFor={`${id}-search`}>{words.search}</Label>
        <Input
          ref={search}
          id={`${id}-search`}
          type="search"
          maxLength={200}
          value={filter.search}
          placeholder={words.searchPlaceholder}
          data-testid="manager-search"
          onChange={({ target }) => {
            list.setFilter({ search: target.value });
          }}
        />
      </Box>
      <Box width="140px" flexShrink={0}>
        <Label htmlFor={`${id}-status`}>{words.status}</Label>
        <Select
          id={`${id}-status`}
          value={filter.status ?? ''}
          data-testid="manager-filter-status"
          onChange={({ target }) => {
            list.setFilter({ status: STATUSES.find((status) => status === target.value) ?? null });
          }}
        >
          <Option value="">{words.anyStatus}</Option>
          {STATUSES.map((status) => (
            <Option key={status} value={status}>
              {STATUS_WORDS[status]}
            </Option>
          ))}
        </Select>
      </Box>
      <OwnerFilter id={`${id}-owner`} />
      <Box paddingBottom="space30" flexShrink={0} whiteSpace="nowrap">
        <Checkbox
          id={`${id}-unused`}
          checked={filter.isUnused}
          data-testid="manager-filter-unused"
          onChange={({ target }) => {
            list.setFilter({ isUnused: target.checked });
          }}
        >
          {words.unused}
        </Checkbox>
      </Box>
      <LibraryActions />
    </Box>
  );
}

function OwnerFilter({ id }: { readonly id: string }): React.JSX.Element {
  const { list, workerSid, nameOf } = useManager();
  const { filter, rows } = useSource(list);
  const owners = [
    ...new Set([
      ...(workerSid === null ? [] : [workerSid]),
      ...(filter.owner === null ? [] : [filter.owner]),
      ...rows.map(({ owner }) => owner),
    ]),
  ];
  return (
    <Box width="140px" flexShrink={0}>
      <Label htmlFor={id}>{words.owner}</Label>
      <Select
        id={id}
        value={filter.owner ?? ''}
        data-testid="manager-filter-owner"
        onChange={({ target }) => {
          list.setFilter({ owner: target.value === '' ? null : target.value });
        }}
      >
        <Option value="">{words.anyOwner}</Option>
        {owners.map((owner) => (
          <Option key={owner} value={owner}>
            {nameOf(owner)}
          </Option>
        ))}
      </Select>
    </Box>
  );
}

function LibraryActions(): React.JSX.Element {
  const { api, libraries, list, editor, editable, leave } = useManager();
  const { filter, isLoading } = useSource(list);
  const isShort = useShortWindow();
  const [isImporting, setIsImporting] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const library = editable.find(({ id }) => id === filter.library);
  const target = library ?? editable[0];
  const reasonId = useUID();
  const offBecauseId = library === undefined ? reasonId : null;

  async function download(format: 'csv' | 'json'): Promise<void> {
    if (library === undefined) return;
    setFailure(null);
    try {
      saveFile(await api.export(library.id, format), `canned-responses.${library.id}.${format}`);
    } catch (error) {
      setFailure(words.exportFailed(failureOf(error).message));
    }
  }

  return (
    <Box
      display="flex"
      flexWrap={isShort ? 'nowrap' : 'wrap'}
      flexShrink={isShort ? 0 : 1}
      columnGap="space30"
      rowGap="space20"
      style={AT_THE_END}
    >
      <Button
        variant="secondary"
        loading={isLoading}
        data-testid="manager-refresh"
        onClick={() => {
          void libraries.load();
          list.reload();
          void editor.refresh();
        }}
      >
        {managerStrings.refresh}
      </Button>
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
      <Button
        variant="primary"
        disabled={target === undefined}
        data-testid="manager-new"
        onClick={() => {
          if (target === undefined) return;
          leave(() => {
            editor.openNew(target.id);
          });
        }}
      >
        {words.create}
      </Button>
      {library === undefined ? (
        <Box width="100%" textAlign="end">
          <Text as="p" id={reasonId} color="colorTextWeak" fontSize="fontSize20" data-testid="manager-files-off">
            {words.chooseLibrary}
          </Text>
        </Box>
      ) : null}
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

import { SyncProvider, type SyncStore, useSource } from '@flex-sync-suite/shared/hooks';
import { useSearchKey, useShortWindow, ViewPage } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import React, { useEffect, useMemo, useRef, useState } from 'react';
import { editableLibraries } from './data/library-list';
import { ResponseEditorForm } from './editor/response-editor-form';
import { useLeaveGuard } from './leave-dialog';
import { LibraryColumn } from './libraries/library-column';
import { NewPersonalLibrary } from './libraries/new-personal-library';
import { ManagerContext, useManager, type ManagerContextValue, type ManagerServices } from './parts/manager-context';
import { createManagerFormatters } from './parts/manager-formatters';
import { ManagerMessage, RetryButton } from './parts/manager-message';
import { ALL_LIBRARIES } from './model/list-filter';
import { failureMessage, MANAGER_MESSAGES, managerStrings } from './parts/manager-strings';
import { OutageBanner } from './outage-banner';
import { RulesButton } from './rules/rules-button';
import { ResponseTable } from './responses/response-table';
import { ResponseToolbar } from './responses/response-toolbar';

interface ManagerViewProps {
  readonly services: ManagerServices;
  readonly store: SyncStore;
}

/** Where responses are written: the libraries that the writer may change, their responses, and one that is edited. */
export function ManagerView({ services, store }: ManagerViewProps): React.JSX.Element {
  const { libraries, list, editor, workerSid, locale, timeZone } = services;
  const { answer } = useSource(libraries);
  const { leave, dialog } = useLeaveGuard(editor);
  const format = useMemo(() => createManagerFormatters(locale, timeZone), [locale, timeZone]);

  const value = useMemo((): ManagerContextValue => {
    const named = [...(answer?.workers ?? []), ...(answer?.owners ?? [])];
    const names = new Map(named.map(({ sid, name }): [string, string] => [sid, name]));
    const editable = answer === null ? [] : editableLibraries(answer, workerSid);
    const nameOf = (identity: string): string => {
      if (identity === workerSid) return managerStrings.you;
      return names.get(identity) ?? (WORKER_SID.test(identity) ? managerStrings.somebody : identity);
    };
    return { ...services, format, editable, nameOf, leave };
  }, [services, answer, workerSid, format, leave]);

  // Everything is read again whenever the writer comes back: there may have been hours in between.
  useEffect(() => {
    const refresh = (): void => {
      if (document.visibilityState !== 'visible') return;
      void libraries.load();
      if (list.getSnapshot().total !== null) list.reload();
      void editor.refresh();
    };
    refresh();
    document.addEventListener('visibilitychange', refresh);
    return () => {
      document.removeEventListener('visibilitychange', refresh);
      list.stop();
    };
  }, [libraries, list, editor]);

  return (
    <SyncProvider store={store}>
      <ManagerContext.Provider value={value}>
        <Content />
        {dialog}
      </ManagerContext.Provider>
    </SyncProvider>
  );
}

const WORKER_SID = /^WK[0-9a-f]{32}$/;

type ManagerState = 'loading' | 'error' | 'forbidden' | 'empty' | 'ready' | 'stale';

function Content(): React.JSX.Element {
  const { libraries, list, editor, editable } = useManager();
  const { answer, failure } = useSource(libraries);
  const { filter, total, isLoading, failure: listFailure } = useSource(list);
  const edited = useSource(editor);
  const [isOut, setIsOut] = useState(false);
  const isShort = useShortWindow();
  const view = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  useSearchKey(view, search);

  // One library is the everyday case; what was chosen stays as long as it is there.
  const first = editable[0]?.id;
  const isAll = filter.library === ALL_LIBRARIES && editable.length > 1;
  const isChosen = isAll || editable.some(({ id }) => id === filter.library);
  useEffect(() => {
    if (first === undefined) return;
    const isNeverRead = total === null && !isLoading && listFailure === null;
    if (!isChosen || isNeverRead) list.setFilter({ library: isChosen ? filter.library : first });
  }, [list, first, isChosen, filter.library, total, isLoading, listFailure]);

  const state = stateOf();
  return (
    <ViewPage ref={view} testId="canned-manager" state={state}>
      <Box display="flex" justifyContent="space-between" alignItems="flex-start" columnGap="space40">
        <Heading
          as="h1"
          variant={isShort ? 'heading40' : 'heading20'}
          {...(isShort ? { marginBottom: 'space0' as const } : {})}
        >
          {managerStrings.title}
        </Heading>
        <RulesButton />
      </Box>
      <OutageBanner onOutage={setIsOut} />
      <Body state={state} search={search} isEditing={edited !== null} />
    </ViewPage>
  );

  function stateOf(): ManagerState {
    if (failure?.code === 'forbidden' || failure?.code === 'no_role') return 'forbidden';
    if (answer === null) return failure === null ? 'loading' : 'error';
    if (editable.length === 0) return 'empty';
    return isOut ? 'stale' : 'ready';
  }
}

interface BodyProps {
  readonly state: ManagerState;
  readonly search: React.RefObject<HTMLInputElement>;
  readonly isEditing: boolean;
}

function Body({ state, search, isEditing }: BodyProps): React.JSX.Element {
  const { libraries, editor } = useManager();
  const { failure } = useSource(libraries);
  const edited = useSource(editor);
  const isShort = useShortWindow();
  switch (state) {
    case 'loading':
      return <ManagerMessage words={MANAGER_MESSAGES.loading} isLoading />;
    case 'forbidden':
      return <ManagerMessage words={MANAGER_MESSAGES.forbidden} />;
    case 'empty':
      return <ManagerMessage words={MANAGER_MESSAGES.empty} action={<NewPersonalLibrary />} />;
    case 'error':
      return (
        <ManagerMessage
          words={failureMessage(managerStrings.failedLibraries, failure ?? { code: 'error', message: '' })}
          action={<RetryButton onRetry={() => void libraries.load()} />}
        />
      );
    case 'ready':
    case 'stale':
      return (
        <Box
          display="flex"
          flexDirection={isShort ? 'column' : 'row'}
          flexGrow={1}
          flexShrink={isShort ? 0 : 1}
          minHeight="0"
          columnGap="space60"
          rowGap="space20"
        >
          <LibraryColumn />
          {/* Hidden, not removed, while one is edited: the list keeps its place. */}
          <Box
            display={isEditing ? 'none' : 'flex'}
            flexDirection="column"
            flexGrow={1}
            minHeight="0"
            minWidth="0"
            flexShrink={isShort ? 0 : 1}
            rowGap="space30"
          >
            <ResponseToolbar search={search} />
            <ResponseTable />
          </Box>
          {edited === null ? null : (
            <Box display="flex" flexGrow={1} minHeight="0" minWidth="0">
              <ResponseEditorForm key={edited.session} state={edited} />
            </Box>
          )}
        </Box>
      );
  }
}

import type { EditableResponse, LibraryId, ResponseStatus } from '@flex-sync-suite/shared/contract';
import { createValueSource, type Source } from '@flex-sync-suite/shared/observable';
import { draftOf, emptyDraft, type Draft } from '../model/draft';
import { changed, merged, movedTo, opened, withTheirs, type EditorState } from '../model/editor-state';
import type { Choices } from '../model/merge-drafts';
import { readAgain, readVersions, restoreVersion, saveDraft, type Editing } from './editor-commands';
import type { ManagerApi } from './manager-api';

/** The one response that is being edited. It lives as long as the page: leaving the view loses nothing. */
export interface ResponseEditor extends Source<EditorState | null> {
  readonly open: (response: EditableResponse) => void;
  readonly openNew: (libraryId: LibraryId) => void;
  readonly change: (change: Partial<Draft>) => void;
  readonly moveTo: (libraryId: LibraryId) => void;
  /** @returns whether it was saved; else the state says why not */
  readonly save: (status?: ResponseStatus) => Promise<boolean>;
  /** Takes the conflicting response as the base, and of each difference the chosen side. Nothing is saved yet. */
  readonly resolve: (choices: Choices) => void;
  readonly takeTheirs: () => void;
  /** Reads it again, as somebody may have changed it; an unsaved draft stays. */
  readonly refresh: () => Promise<void>;
  readonly showVersions: () => Promise<void>;
  readonly hideVersions: () => void;
  /** Makes an older version the content again, as a new revision. Unsaved changes are given up. */
  readonly restore: (from: number) => Promise<boolean>;
  readonly close: () => void;
}

export interface ResponseEditorOptions {
  readonly api: ManagerApi;
  /** Of a new response. */
  readonly language: string;
  /** Called after every save. */
  readonly onSaved: (response: EditableResponse) => void;
}

export function createResponseEditor({ api, language, onSaved }: ResponseEditorOptions): ResponseEditor {
  const state = createValueSource<EditorState | null>(null);
  const editing: Editing = { api, state, onSaved };
  let sessions = 0;

  function begin(base: EditableResponse | null, libraryId: LibraryId): void {
    sessions += 1;
    const draft = base === null ? emptyDraft(language) : draftOf(base);
    state.set(opened({ session: sessions, base, libraryId, draft }));
  }

  function update(next: (current: EditorState) => EditorState): void {
    const current = state.getSnapshot();
    if (current !== null) state.set(next(current));
  }

  return {
    ...state,
    open: (response) => {
      begin(response, response.libraryId);
    },
    openNew: (libraryId) => {
      begin(null, libraryId);
    },
    change: (change) => {
      update((current) => changed(current, change));
    },
    moveTo: (libraryId) => {
      update((current) => movedTo(current, libraryId));
    },
    save: (status) => saveDraft(editing, status),
    resolve: (choices) => {
      update((current) => merged(current, choices));
    },
    takeTheirs: () => {
      update(withTheirs);
    },
    refresh: () => readAgain(editing),
    showVersions: () => readVersions(editing),
    hideVersions: () => {
      update((current) => ({ ...current, versions: { kind: 'closed' } }));
    },
    restore: (from) => restoreVersion(editing, from),
    close: () => {
      state.set(null);
    },
  };
}

import {
  parseWithSchema,
  ResponseConflict,
  type EditableResponse,
  type LibraryId,
  type ResponseStatus,
  type ResponseVersions,
} from '@flex-sync-suite/shared/contract';
import { createValueSource, type Source } from '@flex-sync-suite/shared/observable';
import { contentOf, draftOf, draftProblems, emptyDraft, isSameDraft, type Draft } from '../model/draft';
import { mergeDrafts, type Choices } from '../model/merge-drafts';
import { failureOf, refusalBody, type ManagerApi } from './manager-api';
import type { Failure } from '../model/failure';

/** What is being written, from the moment it is opened until it is closed. */
export interface EditorState {
  /** Another number for every response that is opened. */
  readonly session: number;
  /** As it was when the writer last saw it; null for one that nobody saved yet. */
  readonly base: EditableResponse | null;
  readonly libraryId: LibraryId;
  readonly draft: Draft;
  readonly saving: SaveAction | null;
  /** True once somebody tried to save: problems of fields are shown from then on. */
  readonly isChecked: boolean;
  readonly failure: Failure | null;
  /** The response as somebody else saved it meanwhile. */
  readonly conflict: EditableResponse | null;
  /** What the last save did, until the next change. */
  readonly notice: SaveNotice | null;
  readonly versions: VersionsState;
}
export type SaveAction = 'save' | 'publish' | 'retire' | 'restore';
export type SaveNotice =
  | { readonly kind: 'saved' | 'published' | 'retired' | 'restored' }
  /** Somebody else changed it while nothing was unsaved here. */
  | { readonly kind: 'updated'; readonly by: string };
export type VersionsState =
  | { readonly kind: 'closed' | 'loading' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'open'; readonly versions: ResponseVersions['versions'] };

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

export const isDirty = ({ base, draft }: Pick<EditorState, 'base' | 'draft'>): boolean =>
  !isSameDraft(draft, base === null ? emptyDraft(draft.variants[0]?.language ?? 'en') : draftOf(base));

export interface ResponseEditorOptions {
  readonly api: ManagerApi;
  /** Of a new response. */
  readonly language: string;
  /** Called after every save. */
  readonly onSaved: (response: EditableResponse) => void;
}

export function createResponseEditor({ api, language, onSaved }: ResponseEditorOptions): ResponseEditor {
  const state = createValueSource<EditorState | null>(null);
  let sessions = 0;

  function begin(base: EditableResponse | null, libraryId: LibraryId): void {
    sessions += 1;
    const draft = base === null ? emptyDraft(language) : draftOf(base);
    state.set({ ...IDLE, session: sessions, base, libraryId, draft, isChecked: false, versions: { kind: 'closed' } });
  }

  /** Changes the state unless another response was opened meanwhile. */
  function update(session: number, next: (current: EditorState) => Partial<EditorState>): void {
    const current = state.getSnapshot();
    if (current?.session === session) state.set({ ...current, ...next(current) });
  }

  /** Runs one command; what was typed while it ran is kept on top of its result. */
  async function run(
    action: SaveAction,
    notice: Exclude<SaveNotice['kind'], 'updated'>,
    command: (current: EditorState) => Promise<EditableResponse>,
  ): Promise<boolean> {
    const started = state.getSnapshot();
    if (started?.saving !== null) return false;
    const { session } = started;
    update(session, () => ({ ...IDLE, conflict: started.conflict, saving: action }));
    try {
      const saved = await command(started);
      update(session, ({ draft }) => {
        // Retiring sends no text, so that what was unsaved stays so.
        const isTypedOn = action === 'retire' || (action !== 'restore' && !isSameDraft(draft, started.draft));
        return {
          ...IDLE,
          base: saved,
          draft: isTypedOn ? draft : draftOf(saved),
          isChecked: false,
          notice: { kind: notice },
          versions: { kind: 'closed' },
        };
      });
      onSaved(saved);
      return true;
    } catch (error) {
      const refused = parseWithSchema(ResponseConflict, refusalBody(error));
      update(session, () => ({
        saving: null,
        ...(refused.ok ? { conflict: refused.value.current } : { failure: failureOf(error) }),
      }));
      return false;
    }
  }

  function takeNewer(session: number, current: EditableResponse): void {
    update(session, (seen) => {
      if (seen.base === null || seen.saving !== null || current.revision <= seen.base.revision) return {};
      if (isDirty(seen)) return { conflict: current };
      return { base: current, draft: draftOf(current), notice: { kind: 'updated', by: current.updatedBy } };
    });
  }

  return {
    ...state,
    open: (response) => {
      begin(response, response.libraryId);
    },
    openNew: (libraryId) => {
      begin(null, libraryId);
    },
    change(change) {
      const current = state.getSnapshot();
      if (current !== null) state.set({ ...current, draft: { ...current.draft, ...change }, notice: null });
    },
    moveTo(libraryId) {
      const current = state.getSnapshot();
      if (current?.base === null) state.set({ ...current, libraryId });
    },
    save(status) {
      const current = state.getSnapshot();
      if (current === null) return Promise.resolve(false);
      const isRetiring = status === 'retired' && current.base !== null;
      if (!isRetiring && draftProblems(current.draft).length > 0) {
        update(current.session, () => ({ isChecked: true, failure: null }));
        return Promise.resolve(false);
      }
      const action = status === 'published' ? 'publish' : status === 'retired' ? 'retire' : 'save';
      const notice = status === 'published' ? 'published' : status === 'retired' ? 'retired' : 'saved';
      return run(action, notice, ({ base, libraryId, draft }) => {
        const to = status === undefined ? {} : { status };
        if (base === null) return api.create({ libraryId, ...to, ...contentOf(draft) });
        // Retiring is about the status alone: a half-written change must not come along.
        const content = isRetiring ? {} : contentOf(draft);
        return api.edit(base.id, { revision: base.revision, ...to, ...content });
      });
    },
    resolve(choices) {
      const current = state.getSnapshot();
      if (current?.conflict == null || current.base === null) return;
      const { base, draft, conflict } = current;
      const merged = mergeDrafts(draftOf(base), draft, draftOf(conflict), choices);
      state.set({ ...current, ...IDLE, base: conflict, draft: merged });
    },
    takeTheirs() {
      const current = state.getSnapshot();
      if (current?.conflict == null) return;
      state.set({ ...current, ...IDLE, base: current.conflict, draft: draftOf(current.conflict) });
    },
    async refresh() {
      const current = state.getSnapshot();
      if (current?.base == null || current.saving !== null) return;
      try {
        takeNewer(current.session, await api.response(current.base.id));
      } catch {
        // The next save says what is wrong; nobody asked for this one.
      }
    },
    async showVersions() {
      const current = state.getSnapshot();
      if (current?.base == null) return;
      const { session, base } = current;
      update(session, () => ({ versions: { kind: 'loading' } }));
      try {
        const { versions } = await api.versions(base.id);
        update(session, () => ({ versions: { kind: 'open', versions } }));
      } catch (error) {
        update(session, () => ({ versions: { kind: 'failed', failure: failureOf(error) } }));
      }
    },
    hideVersions() {
      const current = state.getSnapshot();
      if (current !== null) state.set({ ...current, versions: { kind: 'closed' } });
    },
    restore: (from) =>
      run('restore', 'restored', ({ base }) => {
        if (base === null) throw new Error('Nobody saved this response yet');
        return api.restore(base.id, { revision: base.revision, from });
      }),
    close: () => {
      state.set(null);
    },
  };
}

const IDLE = { saving: null, failure: null, conflict: null, notice: null } as const;

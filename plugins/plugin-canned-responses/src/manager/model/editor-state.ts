import type { EditableResponse, LibraryId, ResponseStatus, ResponseVersions } from '@flex-sync-suite/shared/contract';
import { draftOf, emptyDraft, isSameDraft, type Draft } from './draft';
import type { Failure } from './failure';
import { mergeDrafts, type Choices } from './merge-drafts';

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

const IDLE = { saving: null, failure: null, conflict: null, notice: null } as const;
const DONE = { save: 'saved', publish: 'published', retire: 'retired', restore: 'restored' } as const;
const ACTION_FOR: Record<ResponseStatus, SaveAction> = { draft: 'save', published: 'publish', retired: 'retire' };

/** @param status what the response shall have; its own when undefined */
export const actionFor = (status: ResponseStatus | undefined): SaveAction => ACTION_FOR[status ?? 'draft'];

export const isDirty = ({ base, draft }: Pick<EditorState, 'base' | 'draft'>): boolean =>
  !isSameDraft(draft, base === null ? emptyDraft(draft.variants[0]?.language ?? 'en') : draftOf(base));

export const opened = (opening: Pick<EditorState, 'session' | 'base' | 'libraryId' | 'draft'>): EditorState => ({
  ...IDLE,
  ...opening,
  isChecked: false,
  versions: { kind: 'closed' },
});

export const changed = (state: EditorState, change: Partial<Draft>): EditorState => ({
  ...state,
  draft: { ...state.draft, ...change },
  notice: null,
});

/** Only a response that nobody saved yet can go to another library. */
export const movedTo = (state: EditorState, libraryId: LibraryId): EditorState =>
  state.base === null ? { ...state, libraryId } : state;

export const saving = (state: EditorState, action: SaveAction): EditorState => ({
  ...state,
  ...IDLE,
  conflict: state.conflict,
  saving: action,
});

interface Save {
  readonly action: SaveAction;
  /** What was in the editor when it began. */
  readonly started: EditorState;
  readonly response: EditableResponse;
}

/** What was typed while it ran is kept on top of its result. */
export function saved(state: EditorState, { action, started, response }: Save): EditorState {
  // Retiring sends no text, so that what was unsaved stays so.
  const isTypedOn = action === 'retire' || (action !== 'restore' && !isSameDraft(state.draft, started.draft));
  return {
    ...state,
    ...IDLE,
    base: response,
    draft: isTypedOn ? state.draft : draftOf(response),
    isChecked: false,
    notice: { kind: DONE[action] },
    versions: { kind: 'closed' },
  };
}

/** The response as somebody else saved it: at once where nothing is unsaved, else to be decided. */
export function withNewer(state: EditorState, newer: EditableResponse): EditorState {
  if (state.base === null || state.saving !== null || newer.revision <= state.base.revision) return state;
  if (isDirty(state)) return { ...state, conflict: newer };
  return { ...state, base: newer, draft: draftOf(newer), notice: { kind: 'updated', by: newer.updatedBy } };
}

/** The conflicting response becomes the base, and of each difference the chosen side is in the draft. */
export function merged(state: EditorState, choices: Choices): EditorState {
  const { base, draft, conflict } = state;
  if (conflict === null || base === null) return state;
  const kept = mergeDrafts(draftOf(base), draft, draftOf(conflict), choices);
  return { ...state, ...IDLE, base: conflict, draft: kept };
}

export const withTheirs = (state: EditorState): EditorState =>
  state.conflict === null ? state : { ...state, ...IDLE, base: state.conflict, draft: draftOf(state.conflict) };

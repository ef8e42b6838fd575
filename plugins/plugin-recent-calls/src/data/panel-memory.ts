import type { RecentCall, ReservationSid } from '@flex-sync-suite/shared/contract';
import { createValueSource, type ValueSource } from '@flex-sync-suite/shared/observable';
import { createPageState, type ViewState } from '@flex-sync-suite/shared/views';

import { NO_FILTER, type CallFilter } from '../model/filter-calls';

/** What a person types; empty text clears the field. */
export interface NotesDraft {
  readonly note: string;
  readonly disposition: string;
}

export type SaveState =
  | { readonly status: 'idle' | 'saving' | 'saved' }
  | { readonly status: 'failed'; readonly reason: string }
  /** Somebody, or another window, saved first. */
  | { readonly status: 'conflict'; readonly current: RecentCall };

/** What is not saved of one call's notes, and how saving went. */
export interface NotesEntry {
  /** With the `notesRevision` that the person saw when the first key was pressed; null without a draft. */
  readonly edited: { readonly draft: NotesDraft; readonly revision: number } | null;
  readonly state: SaveState;
}

export interface OpenDetails {
  /** The call whose details are shown; null for none. */
  readonly open: { readonly sid: ReservationSid; readonly by: 'person' | 'task' } | null;
  /** Whether they change with the task that is selected in Flex: until somebody closes them. */
  readonly isFollowing: boolean;
  /** The selection that they followed last; undefined before the panel saw any. */
  readonly followed: ReservationSid | null | undefined;
}

/** What outlives the parts of the panel that are on the screen: as long as the page, and never stored. */
export interface PanelMemory {
  /** With the search, which names people and numbers. */
  readonly filter: ValueSource<CallFilter>;
  readonly isGrouped: ValueSource<boolean>;
  readonly place: ViewState;
  readonly details: ValueSource<OpenDetails>;
  /** By the call that they belong to. */
  readonly notes: ValueSource<ReadonlyMap<ReservationSid, NotesEntry>>;
}

export const createPanelMemory = (): PanelMemory => ({
  filter: createValueSource(NO_FILTER),
  isGrouped: createValueSource(false),
  place: createPageState(),
  details: createValueSource<OpenDetails>({ open: null, isFollowing: true, followed: undefined }),
  notes: createValueSource<ReadonlyMap<ReservationSid, NotesEntry>>(new Map()),
});

import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { createValueSource, type ValueSource } from '@flex-sync-suite/shared/observable';
import { createPageState, type ViewState } from '@flex-sync-suite/shared/views';
import type { ResponseFilter } from '../model/filter-responses';

/** What the agent chose in place of the task's own channel and language, for one conversation. */
export interface ChosenFilter {
  /** SID of the conversation. */
  readonly of: string | null;
  readonly change: Partial<ResponseFilter>;
}

/** The response whose preview is open, and what was filled in, for one conversation. */
export interface OpenedPreview {
  readonly item: CannedResponseItem;
  /** SID of the conversation. */
  readonly of: string | null;
  /** By the name of the placeholder. */
  readonly answers: ReadonlyMap<string, string>;
}

/** What outlives the parts of the panel that are on the screen: as long as the page, and never stored. */
export interface PanelMemory {
  readonly query: ValueSource<string>;
  readonly chosen: ValueSource<ChosenFilter>;
  readonly opened: ValueSource<OpenedPreview | null>;
  readonly place: ViewState;
}

export const createPanelMemory = (): PanelMemory => ({
  query: createValueSource(''),
  chosen: createValueSource<ChosenFilter>({ of: null, change: {} }),
  opened: createValueSource<OpenedPreview | null>(null),
  place: createPageState(),
});

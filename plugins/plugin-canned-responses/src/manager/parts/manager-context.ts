import type { Library, WorkerSid } from '@flex-sync-suite/shared/contract';
import type { UrlState } from '@flex-sync-suite/shared/views';
import { createContext, useContext } from 'react';
import type { LibraryList } from '../data/library-list';
import type { ManagerApi } from '../data/manager-api';
import type { ResponseEditor } from '../data/response-editor';
import type { ResponsePages } from '../data/response-pages';
import type { ManagerFormatters } from './manager-formatters';

/** What the manager works with. Lives as long as the page, so that leaving the view loses nothing. */
export interface ManagerServices {
  readonly api: ManagerApi;
  readonly libraries: LibraryList;
  readonly list: ResponsePages;
  readonly editor: ResponseEditor;
  /** Filter, sort and place come from it and go into it. */
  readonly url: UrlState;
  /** Null for a Flex user without a worker, who can have no personal library. */
  readonly workerSid: WorkerSid | null;
  /** BCP 47 tag of the writer's Flex; the browser's language by default. */
  readonly locale: string | undefined;
  /** IANA name; the browser's own by default. */
  readonly timeZone?: string | undefined;
}

/** The services, and what the view makes of it once for all its parts. */
export interface ManagerContextValue extends ManagerServices {
  readonly format: ManagerFormatters;
  /** Those that the writer may change. */
  readonly editable: readonly Library[];
  /** A person for whoever `owner` or `updatedBy` names. */
  readonly nameOf: (identity: string) => string;
  /** Does `next` at once, or asks first when something is unsaved. */
  readonly leave: (next: () => void) => void;
}

export const ManagerContext = createContext<ManagerContextValue | null>(null);

export function useManager(): ManagerContextValue {
  const value = useContext(ManagerContext);
  if (value === null) throw new Error('A part of the manager stands outside of ManagerView');
  return value;
}

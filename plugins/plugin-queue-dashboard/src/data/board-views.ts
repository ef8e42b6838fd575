import {
  BOARD_VIEW_DEFAULTS_PATH,
  BOARD_VIEWS_PATH,
  NamedViews,
  NamedViewsConflict,
  parseWithSchema,
  type NamedViewUpdate,
  type ViewDefault,
} from '@flex-sync-suite/shared/contract';
import type { BackendClient, KeptStore } from '@flex-sync-suite/shared/flex';

/** The views with a name, kept by the backend. Each answers them as they are then, or rejects with a `BackendError`. */
export interface BoardViews extends KeptStore<NamedViews> {
  readonly save: (id: string, update: NamedViewUpdate) => Promise<NamedViews>;
  readonly remove: (id: string, revision: number) => Promise<NamedViews>;
  readonly setDefault: (wanted: ViewDefault) => Promise<NamedViews>;
}

export const createBoardViews = (client: BackendClient): BoardViews => ({
  read: () => client.request({ path: BOARD_VIEWS_PATH, schema: NamedViews }),
  save: (id, body) => client.request({ method: 'PUT', path: `${BOARD_VIEWS_PATH}/${id}`, body, schema: NamedViews }),
  remove: (id, revision) =>
    client.request({ method: 'DELETE', path: `${BOARD_VIEWS_PATH}/${id}`, query: { revision }, schema: NamedViews }),
  setDefault: (body) => client.request({ method: 'PUT', path: BOARD_VIEW_DEFAULTS_PATH, body, schema: NamedViews }),
  conflictIn: (body) => {
    const refused = parseWithSchema(NamedViewsConflict, body);
    return refused.ok ? refused.value.current : null;
  },
});

import {
  MAX_OWN_VIEWS,
  MAX_SHARED_VIEWS,
  type NamedView,
  type NamedViews,
  type ViewAudience,
  type ViewDefault,
} from '@flex-sync-suite/shared/contract';

/** A view as it is kept. */
export interface StoredView extends NamedView {
  /** Who made it: the worker, or the Flex identity of who has none. */
  readonly owner: string;
}

/** Who looks at views. */
export interface ViewReader {
  readonly actor: string;
  readonly isAdmin: boolean;
}

/** The views that people and roles said that the board opens with, by whose default it is. */
export type StoredDefaults = ReadonlyMap<ViewDefault['of'], string>;

/** Admins see all that is shared: they change it. */
export const isSeenBy = ({ audience, owner }: StoredView, { actor, isAdmin }: ViewReader): boolean =>
  audience === 'me' ? owner === actor : isAdmin || audience === 'supervisors';

/** Whether everybody of a role sees a view. */
export const isSeenByRole = (audience: ViewAudience, role: 'supervisors' | 'admins'): boolean =>
  audience === 'supervisors' || audience === role;

/** What a person is answered. A default that she does not see is none: its view was deleted, or is not shared any more. */
export function viewsFor(stored: readonly StoredView[], defaults: StoredDefaults, reader: ViewReader): NamedViews {
  const views = stored.filter((view) => isSeenBy(view, reader)).map(shown);
  const seen = (of: ViewDefault['of'], audienceIsRight: (audience: ViewAudience) => boolean): string | null =>
    views.find(({ id, audience }) => id === defaults.get(of) && audienceIsRight(audience))?.id ?? null;
  const me = seen('me', () => true);
  const supervisors = seen('supervisors', (audience) => isSeenByRole(audience, 'supervisors'));
  const admins = seen('admins', (audience) => isSeenByRole(audience, 'admins'));
  return {
    views,
    defaults: { me, supervisors, admins },
    opensWith: me ?? (reader.isAdmin ? admins : supervisors),
    mayShare: reader.isAdmin,
  };
}

const shown = ({ id, name, query, audience, revision }: StoredView): NamedView => ({
  id,
  name,
  query,
  audience,
  revision,
});

/** Whether there is no room for a view among those that there are. */
export function isOneTooMany(stored: readonly StoredView[], { id, audience, owner }: StoredView): boolean {
  const others = stored.filter((view) => view.id !== id);
  return audience === 'me'
    ? others.filter((view) => view.audience === 'me' && view.owner === owner).length >= MAX_OWN_VIEWS
    : others.filter((view) => view.audience !== 'me').length >= MAX_SHARED_VIEWS;
}

import * as v from 'valibot';
import { Count } from '../payload';
import { ruleSetConflict } from '../rule-set';
import { QUEUES_PATH } from './queue-detail-api';

/** `GET`: the views with a name that the caller may see. For supervisors and admins, as all below. */
export const BOARD_VIEWS_PATH = `${QUEUES_PATH}/views`;
/** `PUT`: which view the board opens with. */
export const BOARD_VIEW_DEFAULTS_PATH = `${BOARD_VIEWS_PATH}/defaults`;

/** Most views of one person, and most that are shared. */
export const MAX_OWN_VIEWS = 50;
export const MAX_SHARED_VIEWS = 100;
/** Most characters of a name. */
export const MAX_VIEW_NAME = 80;

/** Id of a view: the browser makes it up, and it stays when the view is renamed, or deleted and put back. */
export const BoardViewId = v.pipe(v.string(), v.regex(/^v[0-9a-z]{12}$/));

/** Who sees a view: the one who made it; admins; or supervisors and admins. What is shared is changed by admins. */
export const ViewAudience = v.picklist(['me', 'admins', 'supervisors']);
export type ViewAudience = v.InferOutput<typeof ViewAudience>;

/** What is kept of the board: parameters of its URL. Those that a board does not know say nothing to it. */
export const BoardQuery = v.record(
  v.pipe(v.string(), v.regex(/^[a-z]{1,20}$/)),
  v.pipe(v.string(), v.maxLength(1_000)),
);
export type BoardQuery = v.InferOutput<typeof BoardQuery>;

const Name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_VIEW_NAME));

/** A way to look at the board that has a name. */
export const NamedView = v.object({
  id: BoardViewId,
  name: Name,
  query: BoardQuery,
  audience: ViewAudience,
  /** Raised by every change. */
  revision: Count,
});
export type NamedView = v.InferOutput<typeof NamedView>;

const ViewOrNone = v.nullable(BoardViewId);

/** Answer of every operation on views: those that the caller may see, as they are then. */
export const NamedViews = v.object({
  views: v.array(NamedView),
  /** What the caller, and people of a role, said that the board opens with; null for none. Of views that the caller may see. */
  defaults: v.object({ me: ViewOrNone, supervisors: ViewOrNone, admins: ViewOrNone }),
  /** What the board of the caller opens with: the own default, else that of the role. */
  opensWith: ViewOrNone,
  /** Whether the caller may share views, and change those that are shared. */
  mayShare: v.boolean(),
});
export type NamedViews = v.InferOutput<typeof NamedViews>;

/**
 * Body of `PUT` of a view: all of it, and the revision that it was made of; 0 makes it. Another revision answers 409
 * {@link NamedViewsConflict}; 422 where there are too many.
 */
export const NamedViewUpdate = v.object({ revision: Count, name: Name, query: BoardQuery, audience: ViewAudience });
export type NamedViewUpdate = v.InferOutput<typeof NamedViewUpdate>;

/** Query of `DELETE` of a view: the revision that was seen. Another one answers 409 {@link NamedViewsConflict}. */
export const NamedViewDeletion = v.object({
  revision: v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number)),
});

/** Body of `PUT` of {@link BOARD_VIEW_DEFAULTS_PATH}. The default of a role is an admin's to set, and a view that the role sees. */
export const ViewDefault = v.object({ of: v.picklist(['me', 'supervisors', 'admins']), viewId: ViewOrNone });
export type ViewDefault = v.InferOutput<typeof ViewDefault>;

/** Body of a 409 answer: the usual error and the views as they are now. */
export const NamedViewsConflict = ruleSetConflict(NamedViews);

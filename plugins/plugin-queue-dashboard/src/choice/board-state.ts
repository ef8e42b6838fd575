import type { NamedView, NamedViews } from '@flex-sync-suite/shared/contract';
import { differences, isBare, PARTS, partsIn, PLAIN, type BoardTexts, type Part, type SomeTexts } from './board-texts';

/** What the URL says of the board. */
export interface BoardState {
  /** Id of the view that is looked through, {@link NO_VIEW} for none; null where nothing is said of it. */
  readonly view: string | null;
  /** What is other than in the view, or on the plain board where there is none. */
  readonly parts: SomeTexts;
  /** Nobody said anything yet: the board opens with the default view, once that is known. */
  readonly isOpening: boolean;
}

/** In place of a view's id: the board without one, whatever it opens with. */
export const NO_VIEW = 'none';

/** Parameters of the URL that the board's state is in. */
export const PARAMETERS = ['view', ...PARTS] as const;
type Parameter = 'view' | Part;

const IS_VIEW = /^(?:none|v[0-9a-z]{12})$/;

/** The state that a URL tells. What is no part of a board, or says nothing, is left out. */
export function stateIn(get: (parameter: Parameter) => string | null): BoardState {
  const view = get('view');
  return { view: view !== null && IS_VIEW.test(view) ? view : null, parts: partsIn(get), isOpening: false };
}

/** The state of a board that is opened by a URL. What this does not tell is as the person `left` it. */
export function openedBy(get: (parameter: Parameter) => string | null, left: SomeTexts): BoardState {
  const told = stateIn(get);
  if (told.view !== null) return told;
  return { view: null, parts: { ...differences(left, PLAIN), ...told.parts }, isOpening: isBare(told.parts) };
}

/** What {@link stateIn} reads; null for a parameter that is not there. */
export function queryOf({
  view,
  parts,
}: Pick<BoardState, 'view' | 'parts'>): Readonly<Record<Parameter, string | null>> {
  const { columns = null, filter = null, group = null, layout = null, sort = null, summary = null } = parts;
  return { view, columns, filter, group, layout, sort, summary };
}

/** The view that the board is looked at through. */
export type ViewInUse =
  | { readonly kind: 'none' }
  /** The views are not known yet. */
  | { readonly kind: 'pending' }
  /** It was deleted, or is not this person's to see. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'kept'; readonly view: NamedView; readonly isChanged: boolean };

/** A state, and what it comes to with the views that there are. */
export interface ResolvedState extends BoardState {
  readonly inUse: ViewInUse;
  /** What the view shows, or the plain board. */
  readonly base: BoardTexts;
  /** All that is chosen. */
  readonly texts: BoardTexts;
}

type KnownViews = Pick<NamedViews, 'views' | 'opensWith'>;

/** The same state, until the views are known: a board that is just opened shows its default view then. */
export function settled(state: BoardState, known: KnownViews | null): BoardState {
  if (!state.isOpening || known === null) return state;
  const { opensWith } = known;
  return opensWith === null ? { ...state, isOpening: false } : { view: opensWith, parts: {}, isOpening: false };
}

/** @param known null while the views are not known */
export function resolved(state: BoardState, known: KnownViews | null): ResolvedState {
  const { view, parts } = state;
  const kept = known?.views.find(({ id }) => id === view);
  const base = kept === undefined ? PLAIN : textsOfView(kept);
  return { ...state, inUse: viewInUse(), base, texts: { ...base, ...parts } };

  function viewInUse(): ViewInUse {
    if (view === null || view === NO_VIEW) return { kind: 'none' };
    if (known === null) return { kind: 'pending' };
    return kept === undefined
      ? { kind: 'gone' }
      : { kind: 'kept', view: kept, isChanged: !isBare(differences(parts, base)) };
  }
}

/** What a view shows. */
const textsOfView = ({ query }: NamedView): BoardTexts => ({ ...PLAIN, ...partsIn((part) => query[part]) });

/** The state after a choice. What is as in the view is not said, as far as that is known. */
export function withChoice({ view, parts, texts, base, inUse }: ResolvedState, change: SomeTexts): BoardState {
  const next = inUse.kind === 'pending' ? { ...parts, ...change } : differences({ ...texts, ...change }, base);
  return { view, parts: next, isOpening: false };
}

/** The state that shows the same without its view. */
export const withoutView = ({ texts }: ResolvedState): BoardState => ({
  view: null,
  parts: differences(texts, PLAIN),
  isOpening: false,
});

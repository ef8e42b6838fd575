import type { LiveViewState } from '@flex-sync-suite/shared/views';
import type { BoardChoice } from '../choice/use-board-choice';
import { EACH_GROUP } from '../model/board-groups';

/** What the board shows of the queues. */
export type Shown =
  | { readonly kind: 'wall' }
  /** A message in their place. */
  | { readonly kind: 'message'; readonly state: LiveViewState }
  /** A row for each group. */
  | { readonly kind: 'groups' }
  | { readonly kind: BoardChoice['layout'] };

interface ShownInputs extends Pick<BoardChoice, 'group' | 'layout'> {
  readonly isWall: boolean;
  readonly placeholder: LiveViewState | null;
}

/** The wall says itself what keeps it from showing figures. */
export function shownOn({ isWall, placeholder, group, layout }: ShownInputs): Shown {
  if (isWall) return { kind: 'wall' };
  if (placeholder !== null) return { kind: 'message', state: placeholder };
  return { kind: group === EACH_GROUP ? 'groups' : layout };
}

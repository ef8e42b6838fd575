import type { NamedView, NamedViews, ViewDefault } from '@flex-sync-suite/shared/contract';
import type { Deed } from '@flex-sync-suite/shared/views';
import { useState } from 'react';
import type { BoardChoice } from '../choice/use-board-choice';
import { newViewId, type Views } from './use-views';
import type { ViewWords } from './view-form';
import { viewsStrings as words } from './views-strings';

/** What is done to views, each told when it is saved. */
export interface ViewDeeds {
  /** The last one; null for none. */
  readonly deed: Deed | null;
  /** Keeps what the board shows as a new view. */
  readonly add: (said: ViewWords, onDone: () => void) => void;
  readonly edit: (view: NamedView, said: ViewWords, onDone: () => void) => void;
  readonly remove: (view: NamedView) => void;
  readonly setDefault: (wanted: ViewDefault) => void;
  readonly copyLink: (view: NamedView) => void;
}

export function useViewDeeds(views: Views, choice: BoardChoice): ViewDeeds {
  const [deed, setDeed] = useState<Deed | null>(null);
  async function tell(saving: Promise<boolean>, sentence: string, undo: Deed['undo'] = null): Promise<boolean> {
    setDeed(null);
    const isSaved = await saving;
    if (isSaved) setDeed({ sentence, undo });
    return isSaved;
  }

  async function add({ name, audience }: ViewWords, onDone: () => void): Promise<void> {
    const view = { id: newViewId(), name, audience, query: { ...choice.texts }, revision: 0 };
    if (!(await tell(views.save(view), words.added(name)))) return;
    choice.onKept(view.id);
    onDone();
  }

  async function remove(view: NamedView): Promise<void> {
    const { inUse, onLeft } = choice;
    const undo = (): void => void tell(views.save({ ...view, revision: 0 }), words.restored(view.name));
    const isDeleted = await tell(views.remove(view), words.removed(view.name), undo);
    if (isDeleted && inUse.kind === 'kept' && inUse.view.id === view.id) onLeft();
  }

  async function copyLink({ id, name }: NamedView): Promise<void> {
    const link = linkTo(id);
    try {
      await window.navigator.clipboard.writeText(link);
      setDeed({ sentence: words.copied(name), undo: null });
    } catch {
      setDeed({ sentence: words.notCopied(link), undo: null });
    }
  }

  return {
    deed,
    add: (said, onDone) => void add(said, onDone),
    edit: (view, said, onDone) =>
      void tell(views.save({ ...view, ...said }), words.edited(said.name)).then((isSaved) => {
        if (isSaved) onDone();
      }),
    remove: (view) => void remove(view),
    setDefault: (wanted) => void tell(views.setDefault(wanted), words.opens),
    copyLink: (view) => void copyLink(view),
  };
}

/** The board as the view has it, whatever else the page shows. */
function linkTo(id: string): string {
  const { origin, pathname } = window.location;
  return `${origin}${pathname}?view=${id}`;
}

/** Whether a view is the one in use. */
export const isInUse = ({ inUse }: BoardChoice, { id }: NamedView): boolean =>
  inUse.kind === 'kept' && inUse.view.id === id;

/** Own ones first, both by name. */
export const inOrder = ({ views }: NamedViews, collator: Intl.Collator): readonly NamedView[] =>
  [...views].sort(
    (a, b) => Number(a.audience !== 'me') - Number(b.audience !== 'me') || collator.compare(a.name, b.name),
  );

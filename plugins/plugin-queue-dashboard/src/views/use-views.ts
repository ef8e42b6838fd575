import type { NamedView, NamedViews, ViewDefault } from '@flex-sync-suite/shared/contract';
import { createKeptEditor, type KeptState } from '@flex-sync-suite/shared/flex';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { useEffect, useMemo, useState } from 'react';
import type { BoardViews } from '../data/board-views';

/** The views, and their changes; each resolves with whether it is saved. */
export interface Views {
  readonly state: KeptState<NamedViews>;
  /** Also looks whether others changed them. */
  readonly load: () => Promise<boolean>;
  /** Makes a view, of revision 0, or changes the one of its id. */
  readonly save: (view: NamedView) => Promise<boolean>;
  readonly remove: (view: NamedView) => Promise<boolean>;
  readonly setDefault: (wanted: ViewDefault) => Promise<boolean>;
}

/** The views with a name: read when the board is opened. */
export function useViews(views: BoardViews): Views {
  const [editor] = useState(() => createKeptEditor(views));
  const state = useSource(editor);
  useEffect(() => {
    void editor.load();
  }, [editor]);
  return useMemo(
    () => ({
      state,
      load: editor.load,
      save: ({ id, ...update }) => editor.change(() => views.save(id, update)),
      remove: ({ id, revision }) => editor.change(() => views.remove(id, revision)),
      setDefault: (wanted) => editor.change(() => views.setDefault(wanted)),
    }),
    [editor, state, views],
  );
}

/** Random: a link to a view that is gone must not lead to another one. */
export const newViewId = (): string =>
  `v${Array.from({ length: 12 }, () => Math.floor(Math.random() * 36).toString(36)).join('')}`;

/** Whether a person may change a view. */
export const mayChange = ({ audience }: NamedView, { mayShare }: Pick<NamedViews, 'mayShare'>): boolean =>
  audience === 'me' || mayShare;

import type { NamedView } from '@flex-sync-suite/shared/contract';
import React, { useCallback, useMemo, useState } from 'react';
import type { BoardChoice } from '../choice/use-board-choice';
import type { ViewInUse } from '../choice/board-state';
import { type MenuEntry, type MenuSection, ToolbarMenu } from '../parts/toolbar-menu';
import { mayChange, type Views } from './use-views';
import { viewsStrings as words } from './views-strings';
import { ViewsDialog } from './views-dialog';

interface ViewMenuProps {
  readonly choice: BoardChoice;
  readonly views: Views;
}

/** Which view the board is looked at through, and the way to all of them. */
export function ViewMenu({ choice, views }: ViewMenuProps): React.JSX.Element {
  const [isOpen, setIsOpen] = useState(false);
  const sections = useMemo(
    () => [
      ...sectionsOf({ choice, views }),
      {
        entries: [
          ...saving({ choice, views }),
          {
            testId: 'manage-views',
            text: words.manage,
            onChoose: () => {
              setIsOpen(true);
            },
          },
        ],
      },
    ],
    [choice, views],
  );
  const { inUse } = choice;
  const { load } = views;
  const onOpened = useCallback(() => {
    void load();
  }, [load]);
  return (
    <>
      <ToolbarMenu
        text={
          <>
            <bdi style={SHORT} title={nameOf(inUse)} data-testid="view-in-use">
              {words.button(nameOf(inUse))}
            </bdi>
            {inUse.kind === 'kept' && inUse.isChanged ? ' ' : ''}
            {inUse.kind === 'kept' && inUse.isChanged ? <em data-testid="view-changed">{words.changed}</em> : null}
          </>
        }
        label={words.menu}
        testId="view-menu"
        sections={sections}
        onOpened={onOpened}
      />
      {isOpen ? (
        <ViewsDialog
          {...{ choice, views }}
          onClose={() => {
            setIsOpen(false);
          }}
        />
      ) : null}
    </>
  );
}

const SHORT = {
  display: 'inline-block',
  maxWidth: '8rem',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  verticalAlign: 'bottom',
} as const;

function nameOf(inUse: ViewInUse): string {
  switch (inUse.kind) {
    case 'none':
      return words.plain;
    case 'pending':
      return words.pending;
    case 'gone':
      return words.goneShort;
    case 'kept':
      return inUse.view.name;
  }
}

function sectionsOf({ choice, views }: ViewMenuProps): readonly MenuSection[] {
  const { inUse, onView } = choice;
  const all = views.state.current?.views ?? [];
  const entry = (view: NamedView): MenuEntry => ({
    testId: `view-${view.id}`,
    text: <bdi>{view.name}</bdi>,
    isChosen: inUse.kind === 'kept' && inUse.view.id === view.id,
    onChoose: () => {
      onView(view.id);
    },
  });
  const plain: MenuEntry = {
    testId: 'view-none',
    text: words.plain,
    isChosen: inUse.kind === 'none',
    onChoose: () => {
      onView(null);
    },
  };
  return [
    { entries: [plain] },
    { label: words.own, entries: all.filter(({ audience }) => audience === 'me').map(entry) },
    { label: words.shared, entries: all.filter(({ audience }) => audience !== 'me').map(entry) },
  ].filter(({ entries }) => entries.length > 0);
}

/** Where what is shown is other than what the view in use keeps, and the person may change it. */
function saving({ choice, views }: ViewMenuProps): readonly MenuEntry[] {
  const { inUse, texts } = choice;
  const { current } = views.state;
  if (inUse.kind !== 'kept' || !inUse.isChanged || current === null || !mayChange(inUse.view, current)) return [];
  const { view } = inUse;
  const onChoose = async (): Promise<void> => {
    if (await views.save({ ...view, query: { ...texts } })) choice.onKept(view.id);
  };
  return [{ testId: 'save-view', text: words.saveChanges(view.name), onChoose: () => void onChoose() }];
}

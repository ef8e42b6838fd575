import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import React, { useMemo, useState } from 'react';
import type { BoardChoice } from '../choice/use-board-choice';
import type { BoardKeeping } from '../file/use-save-board';
import { toolbarStrings as words } from '../strings/toolbar-strings';
import { type MenuEntry, ToolbarMenu } from '../parts/toolbar-menu';

interface BoardActionsProps extends Pick<BoardChoice, 'isSummaryOpen' | 'onSummary'> {
  readonly onChooseColumns: () => void;
  readonly onExplain: () => void;
  readonly keeping: BoardKeeping;
}

/** What can be done with all figures that are shown. */
export function BoardActions(props: BoardActionsProps): React.JSX.Element {
  const { isSummaryOpen, onSummary, onChooseColumns, onExplain, keeping } = props;
  const [saved, setSaved] = useState('');
  const entries = useMemo(
    (): readonly MenuEntry[] => [
      { testId: 'choose-columns', text: words.columns, onChoose: onChooseColumns },
      {
        testId: 'toggle-summary',
        text: isSummaryOpen ? words.hideSummary : words.showSummary,
        onChoose: onSummary,
      },
      { testId: 'explain-figures', text: words.explain, onChoose: onExplain },
      {
        testId: 'board-csv',
        text: words.csv,
        onChoose: () => {
          setSaved(keeping.onSave());
        },
      },
      { testId: 'board-print', text: words.print, onChoose: keeping.onPrint },
    ],
    [isSummaryOpen, onSummary, onChooseColumns, onExplain, keeping],
  );
  return (
    <>
      <ToolbarMenu text={words.more} label={words.moreLabel} testId="board-menu" sections={[{ entries }]} />
      <ScreenReaderOnly>
        <span role="status" data-testid="board-saved">
          {saved}
        </span>
      </ScreenReaderOnly>
    </>
  );
}

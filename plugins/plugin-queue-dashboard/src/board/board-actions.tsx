import { Button } from '@twilio-paste/core/button';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import { ChevronDownIcon } from '@twilio-paste/icons/cjs/ChevronDownIcon';
import { ChevronUpIcon } from '@twilio-paste/icons/cjs/ChevronUpIcon';
import { DownloadIcon } from '@twilio-paste/icons/cjs/DownloadIcon';
import React, { useState } from 'react';
import { cardStrings } from '../strings/card-strings';
import { chooserStrings } from '../strings/chooser-strings';
import { explanationStrings } from '../strings/explanation-strings';
import type { BoardKeeping } from '../file/use-save-board';
import { fileStrings, printStrings } from '../strings/file-strings';
import type { SummarySwitch } from './use-summary';

interface BoardActionsProps {
  readonly summary: SummarySwitch;
  readonly onChooseColumns: () => void;
  readonly onExplain: () => void;
  readonly keeping: BoardKeeping;
}

/** What can be done with all figures that are shown. */
export function BoardActions({ summary, onChooseColumns, onExplain, keeping }: BoardActionsProps): React.JSX.Element {
  const [saved, setSaved] = useState('');
  return (
    <>
      <Button
        variant="secondary"
        size="small"
        aria-expanded={summary.isOpen}
        data-testid="toggle-summary"
        onClick={summary.toggle}
      >
        {cardStrings.toggle}
        {summary.isOpen ? <ChevronUpIcon decorative /> : <ChevronDownIcon decorative />}
      </Button>
      <Button variant="secondary" size="small" data-testid="choose-columns" onClick={onChooseColumns}>
        {chooserStrings.open}
      </Button>
      <Button variant="secondary" size="small" data-testid="explain-figures" onClick={onExplain}>
        {explanationStrings.open}
      </Button>
      <Button
        variant="secondary"
        size="small"
        data-testid="board-csv"
        onClick={() => {
          setSaved(keeping.onSave());
        }}
      >
        <DownloadIcon decorative />
        <span aria-hidden="true">{fileStrings.csv}</span>
        <ScreenReaderOnly>{fileStrings.csvOf}</ScreenReaderOnly>
      </Button>
      <Button variant="secondary" size="small" data-testid="board-print" onClick={keeping.onPrint}>
        <span aria-hidden="true">{printStrings.print}</span>
        <ScreenReaderOnly>{printStrings.printOf}</ScreenReaderOnly>
      </Button>
      <ScreenReaderOnly>
        <span role="status" data-testid="board-saved">
          {saved}
        </span>
      </ScreenReaderOnly>
    </>
  );
}

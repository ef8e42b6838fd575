import type { QueueFiguresAnswer, QueueIndexItem, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { csvBlob, saveFile } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { useState } from 'react';
import { useFormatters } from '../parts/formatters-context';
import { drawerStrings } from '../strings/drawer-strings';
import { figuresFileStrings } from '../strings/file-strings';
import { FiguresExplanation } from './figures-explanation';
import { figuresFile } from './figures-file';

interface FiguresActionsProps {
  readonly sid: TaskQueueSid;
  readonly item: QueueIndexItem;
  readonly answer: QueueFiguresAnswer;
}

/** What is done with the figures of the drawer: to explain them, and to keep them. */
export function FiguresActions({ sid, item, answer }: FiguresActionsProps): React.JSX.Element {
  const { timeOfDay } = useFormatters();
  const [isExplained, setIsExplained] = useState(false);
  const [saved, setSaved] = useState('');
  return (
    <Box display="flex" flexWrap="wrap" columnGap="space60" rowGap="space30" color="colorTextWeak">
      <Button
        variant="link"
        size="reset"
        data-testid="explain-drawer"
        onClick={() => {
          setIsExplained(true);
        }}
      >
        {drawerStrings.explainFigures}
      </Button>
      <Button
        variant="link"
        size="reset"
        data-testid="save-figures"
        onClick={() => {
          const { name, text } = figuresFile({ sid, item, answer });
          saveFile(csvBlob(text), name);
          setSaved(figuresFileStrings.saved(timeOfDay(Date.parse(answer.at))));
        }}
      >
        {figuresFileStrings.csv}
      </Button>
      <span role="status">{saved}</span>
      {isExplained ? (
        <FiguresExplanation
          {...{ item, answer }}
          onClose={() => {
            setIsExplained(false);
          }}
        />
      ) : null}
    </Box>
  );
}

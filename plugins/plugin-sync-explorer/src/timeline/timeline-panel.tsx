import { useSource } from '@flex-sync-suite/shared/hooks';
import { useNarrowWindow, useShortWindow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Heading } from '@twilio-paste/core/heading';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState } from 'react';
import { useExplorer } from '../parts/explorer-context';
import { words } from '../parts/strings';
import { TimelineBody, type TimelineBodyProps } from './timeline-body';

const texts = words.timeline;

/** From a few rows to most of the page. */
const HEIGHTS_PX = [180, 280, 420, 600];

/** What is written to Sync, below whatever is shown. Closed, it asks nobody for anything. */
export function TimelinePanel({ service, onOpen }: TimelineBodyProps): React.JSX.Element {
  const { store } = useExplorer();
  const isOpen = useSource(store.isTimelineOpen);
  const [step, setStep] = useState(1);
  const contentId = useUID();
  const isLow = [useShortWindow(), useNarrowWindow()].includes(true);
  const heightPx = HEIGHTS_PX[step] ?? 280;
  return (
    <Box
      as="section"
      aria-label={texts.title}
      flexShrink={0}
      marginTop="space30"
      borderTopStyle="solid"
      borderTopWidth="borderWidth10"
      borderTopColor="colorBorderWeaker"
      data-testid="explorer-timeline"
    >
      <Box display="flex" alignItems="center" columnGap="space40" paddingY="space20">
        <Heading as="h2" variant="heading50" marginBottom="space0">
          <Button
            variant="link"
            size="reset"
            aria-expanded={isOpen}
            aria-controls={isOpen ? contentId : undefined}
            data-testid="explorer-timeline-toggle"
            onClick={() => {
              store.isTimelineOpen.set(!isOpen);
            }}
          >
            {isOpen ? '▾ ' : '▸ '}
            {texts.title}
          </Button>
        </Heading>
        {isOpen && !isLow ? <HeightButtons step={step} onStep={setStep} /> : null}
      </Box>
      {isOpen ? (
        <Box
          id={contentId}
          display="flex"
          flexDirection="column"
          minHeight="0"
          style={isLow ? NO_STYLE : { height: `min(${heightPx}px, 60vh)` }}
        >
          <TimelineBody service={service} onOpen={onOpen} />
        </Box>
      ) : null}
    </Box>
  );
}

const NO_STYLE = {};

interface HeightButtonsProps {
  readonly step: number;
  readonly onStep: (step: number) => void;
}

const HeightButtons = ({ step, onStep }: HeightButtonsProps): React.JSX.Element => (
  <>
    {([1, -1] as const).map((by) => (
      <Button
        key={by}
        variant="link"
        size="reset"
        onClick={() => {
          onStep(Math.min(HEIGHTS_PX.length - 1, Math.max(0, step + by)));
        }}
      >
        {by === 1 ? texts.higher : texts.lower}
      </Button>
    ))}
  </>
);
